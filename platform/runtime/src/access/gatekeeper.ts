import {
  AccessErrors,
  AuditTrail,
  toCaller,
  TokenVerifier,
  type Caller,
  type Policy,
  type Verdict,
} from '@mesh/access';
import type { FastifyRequest } from 'fastify';
import { traceOf } from '../http/trace-of.js';

/** Header by which a call names its purpose of use; without it the token's own counts. */
export const PURPOSE_HEADER = 'mesh-purpose';

/** A permitted call. The answer waits for `recorded`: a decision that is not durable permits nothing. */
export interface Admission {
  readonly caller: Caller;
  readonly verdict: Verdict;
  readonly recorded: Promise<void>;
}

/** Verifies, decides and records: the one way into a port. */
export class Gatekeeper {
  constructor(
    private readonly tokens: TokenVerifier,
    private readonly audit: AuditTrail,
  ) {}

  /** Who calls, with the purpose that the request or the token names. */
  async identify(request: FastifyRequest): Promise<Caller> {
    const token = await this.tokens.verify(request.headers.authorization);
    const named = request.headers[PURPOSE_HEADER];
    return toCaller(token, typeof named === 'string' ? named : undefined);
  }

  /** Lets the call in through one of the product's ports, or throws ACCESS.DENIED once the refusal is recorded. */
  async admit(request: FastifyRequest, policy: Policy, port: { name: string; urn: string }): Promise<Admission> {
    const caller = await this.identify(request);
    return this.decide(request, caller, policy.decide(caller, port.name), port.urn);
  }

  /** Records a verdict that was reached elsewhere and acts on it. */
  async decide(request: FastifyRequest, caller: Caller, verdict: Verdict, urn: string): Promise<Admission> {
    const recorded = this.audit.record({
      at: new Date().toISOString(),
      caller: caller.id,
      port: urn,
      permitted: verdict.permitted,
      rule: verdict.rule,
      traceId: traceOf(request).traceId,
      purpose: caller.purpose,
    });
    if (verdict.permitted) {
      // Whoever answers awaits it; a call that fails first must not leave a rejection that nobody hears.
      recorded.catch(() => undefined);
      return { caller, verdict, recorded };
    }
    await recorded;
    throw AccessErrors.DENIED({ rule: verdict.rule });
  }
}
