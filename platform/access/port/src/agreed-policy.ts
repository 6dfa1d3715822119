import { AccessErrors } from './access.errors.js';
import type { HeldAgreements } from './held-agreements.js';
import type { Policy } from './policy.js';

/**
 * The policy of a product with what was agreed besides. Declared grants decide first and alone where they can: an
 * agreement is looked for when none permits, or when one that is held might show more than the grant does. While agreements
 * are still being read, who would be denied is put off with ACCESS.AGREEMENTS_UNREAD.
 */
export function withAgreements(declared: Policy, agreements: HeldAgreements): Policy {
  return {
    decide: (caller, port) => {
      const verdict = declared.decide(caller, port);
      if (!verdict.permitted) {
        const agreed = agreements.find(caller, port);
        if (agreed !== undefined) return agreed;
        if (!agreements.areRead && caller.purpose !== undefined) throw AccessErrors.AGREEMENTS_UNREAD();
        return verdict;
      }
      if (verdict.reveals.length > 0 || !agreements.revealsSomething) return verdict;
      const agreed = agreements.find(caller, port);
      return agreed !== undefined && agreed.reveals.length > 0 ? agreed : verdict;
    },
  };
}
