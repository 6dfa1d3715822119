import type { AgreementStatus } from '@mesh/access';
import { statusAt, transition, type AgreementStep, type Party } from './transition.js';

const STATUSES: readonly AgreementStatus[] = ['requested', 'granted', 'refused', 'withdrawn', 'expired'];
const STEPS: readonly AgreementStep[] = ['grant', 'refuse', 'withdraw'];
const PARTIES: Readonly<Record<string, readonly Party[]>> = {
  owner: ['owner'],
  consumer: ['consumer'],
  both: ['owner', 'consumer'],
  neither: [],
};

/** Every step that leads anywhere; all others must not. */
const LEADS: Readonly<Record<string, string>> = {
  'requested grant owner': 'granted',
  'requested grant both': 'granted',
  'requested refuse owner': 'refused',
  'requested refuse both': 'refused',
  'requested withdraw consumer': 'withdrawn',
  'requested withdraw both': 'withdrawn',
  'granted withdraw owner': 'withdrawn',
  'granted withdraw consumer': 'withdrawn',
  'granted withdraw both': 'withdrawn',
};

const EVERY = STATUSES.flatMap((status) =>
  STEPS.flatMap((step) => Object.keys(PARTIES).map((who) => [status, step, who] as const)),
);

describe('given an agreement', () => {
  it.each(EVERY)('that is %s: the step to %s it by %s', (status, step, who) => {
    const outcome = transition(status, step, PARTIES[who] ?? []);
    expect(outcome.to).toBe(LEADS[`${status} ${step} ${who}`]);
  });

  it.each<[AgreementStatus, AgreementStep, string, string]>([
    ['requested', 'grant', 'consumer', 'not-yours'],
    ['refused', 'grant', 'consumer', 'not-yours'],
    ['requested', 'withdraw', 'owner', 'not-yours'],
    ['granted', 'withdraw', 'neither', 'not-yours'],
    ['granted', 'grant', 'owner', 'not-open'],
    ['refused', 'grant', 'owner', 'not-open'],
    ['expired', 'withdraw', 'consumer', 'not-open'],
    ['withdrawn', 'withdraw', 'owner', 'not-open'],
  ])('that is %s says why it cannot be moved by %s of %s: %s', (status, step, who, because) => {
    expect(transition(status, step, PARTIES[who] ?? [])).toEqual({ to: undefined, because });
  });

  it.each<[AgreementStatus, AgreementStatus]>([
    ['requested', 'expired'],
    ['granted', 'expired'],
    ['refused', 'refused'],
    ['withdrawn', 'withdrawn'],
    ['expired', 'expired'],
  ])('that is %s is %s from the instant on at which its time ends', (stored, after) => {
    const until = new Date('2026-01-01T00:00:00Z');
    expect(statusAt(stored, until, until)).toBe(after);
    expect(statusAt(stored, until, new Date(until.getTime() - 1))).toBe(stored);
  });
});
