import type { AgreementStatus } from '@mesh/access';

/** A step that somebody takes with an agreement. */
export type AgreementStep = 'grant' | 'refuse' | 'withdraw';

/** Those whom an agreement concerns; an auditor reads and decides nothing. */
export type Party = 'owner' | 'consumer';

/** What comes of a step, or why nothing does. */
export type Outcome =
  | { readonly to: 'granted' | 'refused' | 'withdrawn' }
  | { readonly to: undefined; readonly because: 'not-yours' | 'not-open' };

const OWNER: readonly Party[] = ['owner'];
const CONSUMER: readonly Party[] = ['consumer'];
const BOTH: readonly Party[] = ['owner', 'consumer'];

const TO = { grant: 'granted', refuse: 'refused', withdraw: 'withdrawn' } as const;

/** Who may take which step from where; what does not stand here ends nowhere. */
const MAY: Readonly<Record<AgreementStatus, Partial<Record<AgreementStep, readonly Party[]>>>> = {
  requested: { grant: OWNER, refuse: OWNER, withdraw: CONSUMER },
  granted: { withdraw: BOTH },
  refused: {},
  withdrawn: {},
  expired: {},
};

/** Who has a say in a step at all, wherever the agreement stands. */
const SAY: Readonly<Record<AgreementStep, readonly Party[]>> = { grant: OWNER, refuse: OWNER, withdraw: BOTH };

/** Where a step by somebody who is all of `parties` leads. */
export function transition(status: AgreementStatus, step: AgreementStep, parties: readonly Party[]): Outcome {
  const isOne = (of: readonly Party[]) => parties.some((party) => of.includes(party));
  if (!isOne(SAY[step])) return { to: undefined, because: 'not-yours' };
  const may = MAY[status][step];
  if (may === undefined) return { to: undefined, because: 'not-open' };
  return isOne(may) ? { to: TO[step] } : { to: undefined, because: 'not-yours' };
}

/** How an agreement stands at a time: what is neither ended nor over yet. */
export function statusAt(stored: AgreementStatus, until: Date, now: Date): AgreementStatus {
  return (stored === 'requested' || stored === 'granted') && until <= now ? 'expired' : stored;
}
