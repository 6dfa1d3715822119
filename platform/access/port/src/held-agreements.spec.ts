import { withAgreements } from './agreed-policy.js';
import { ruleOf, type AgreedAccess } from './agreement.js';
import type { Caller, Purpose } from './caller.js';
import { HeldAgreements } from './held-agreements.js';
import { indexGrants, type Policy } from './policy.js';

const FROM = Date.parse('2026-01-01T00:00:00Z');
const HOUR = 3_600_000;
const at = (ms: number): string => new Date(ms).toISOString();

const AGREED: AgreedAccess = {
  id: 'a-1',
  version: 2,
  status: 'granted',
  product: 'cardiology.pulse',
  port: 'cases',
  consumer: 'carla-consumer',
  purpose: 'HRESCH',
  from: at(FROM),
  until: at(FROM + HOUR),
  reveals: [],
  at: at(FROM),
  by: 'team-cardiology',
};

const carla: Caller = { id: 'carla-consumer', roles: ['consumer'], purpose: 'HRESCH' };

let nowMs: number;
let held: HeldAgreements;
let policy: Policy;

beforeEach(() => {
  nowMs = FROM;
  held = new HeldAgreements('cardiology.pulse', () => nowMs);
  const declared = indexGrants('cardiology', 'pulse', [
    { role: 'data-scientist', ports: ['cases'], purposes: ['HRESCH'] },
    { role: 'practitioner', ports: ['cases'], purposes: ['HRESCH'], reveals: ['phi'] },
  ]);
  policy = withAgreements(declared, held);
  held.allRead();
});

const permits = (caller: Caller = carla, port = 'cases'): boolean => policy.decide(caller, port).permitted;

describe('given a granted agreement', () => {
  beforeEach(() => held.apply(AGREED));

  it('permits its caller, names itself as the rule and reveals nothing', () => {
    const rule = 'cardiology.pulse: agreement a-1 opens port cases for HRESCH';
    expect(policy.decide(carla, 'cases')).toEqual({ permitted: true, rule, reveals: [] });
    expect(ruleOf(AGREED)).toBe(rule);
  });

  it('opens for a purpose that the issuer has not registered its caller for, which no declared grant does', () => {
    const scientist: Caller = { id: 'dana', roles: ['data-scientist'], purpose: 'HRESCH' };
    expect(permits(scientist)).toBe(true);
    expect(permits({ ...scientist, unregistered: true })).toBe(false);
    expect(permits({ ...carla, unregistered: true })).toBe(true);
    expect(permits({ ...carla, unregistered: true, purpose: 'TREAT' })).toBe(false);
  });

  it.each<[string, Caller, string]>([
    ['another caller', { ...carla, id: 'eng-engineer' }, 'cases'],
    ['another port', carla, 'history'],
    ['a port that does not exist', carla, '__proto__'],
    ['another purpose', { ...carla, purpose: 'TREAT' }, 'cases'],
    ['no purpose', { id: carla.id, roles: carla.roles }, 'cases'],
    ['a purpose that is none', { ...carla, purpose: 'toString' as Purpose }, 'cases'],
    ['a caller whose role is called so', { id: 'x', roles: ['carla-consumer'], purpose: 'HRESCH' }, 'cases'],
  ])('denies %s as before', (_, caller, port) => {
    expect(permits(caller, port)).toBe(false);
  });

  it('begins and ends at the very instant', () => {
    nowMs = FROM - 1;
    expect(permits()).toBe(false);
    nowMs = FROM;
    expect(permits()).toBe(true);
    nowMs = FROM + HOUR - 1;
    expect(permits()).toBe(true);
    nowMs = FROM + HOUR;
    expect(permits()).toBe(false);
    expect(policy.decide(carla, 'cases').rule).toContain('ask its owner');
  });

  it.each(['withdrawn', 'refused'] as const)(
    'closes when it is %s, and an old word does not open it again',
    (status) => {
      held.apply({ ...AGREED, version: 3, status });
      expect(permits()).toBe(false);
      held.apply(AGREED);
      expect(permits()).toBe(false);
      expect(held.size).toBe(0);
    },
  );

  it('lets another for the same go on when one ends', () => {
    held.apply({ ...AGREED, id: 'a-2', until: at(FROM + 2 * HOUR) });
    held.apply({ ...AGREED, version: 3, status: 'withdrawn' });
    expect(policy.decide(carla, 'cases').rule).toContain('agreement a-2');
  });

  it('is the same object for equal questions, so that a decision allocates nothing', () => {
    expect(policy.decide(carla, 'cases')).toBe(policy.decide({ ...carla }, 'cases'));
  });

  it('forgets what is over', () => {
    held.apply({ ...AGREED, id: 'a-2', until: at(FROM + 2 * HOUR) });
    nowMs = FROM + HOUR;
    held.forgetExpired();
    expect(held.size).toBe(1);
    expect(permits()).toBe(true);
  });

  it('leaves those alone whom a declared grant permits', () => {
    const scientist: Caller = { ...carla, roles: ['data-scientist'] };
    expect(policy.decide(scientist, 'cases').rule).toContain('role data-scientist');
  });
});

describe('given an agreement that reveals', () => {
  beforeEach(() => held.apply({ ...AGREED, reveals: ['phi'] }));

  it('shows its caller more than a declared grant does, while it lasts', () => {
    const scientist: Caller = { ...carla, roles: ['data-scientist'] };
    expect(policy.decide(scientist, 'cases')).toMatchObject({ reveals: ['phi'], rule: expect.stringContaining('a-1') });
    nowMs = FROM + HOUR;
    expect(policy.decide(scientist, 'cases')).toMatchObject({ permitted: true, reveals: [] });
  });

  it('shows nobody else more, and does not stand before a grant that reveals', () => {
    const other: Caller = { id: 'dana', roles: ['data-scientist'], purpose: 'HRESCH' };
    expect(policy.decide(other, 'cases')).toMatchObject({ permitted: true, reveals: [] });
    const practitioner: Caller = { ...carla, roles: ['practitioner'] };
    expect(policy.decide(practitioner, 'cases').rule).toContain('role practitioner');
  });

  it('decides before one that does not', () => {
    held.apply({ ...AGREED, id: 'a-0' });
    held.apply({ ...AGREED, id: 'a-2' });
    expect(policy.decide(carla, 'cases')).toMatchObject({ reveals: ['phi'], rule: expect.stringContaining('a-1') });
  });
});

describe('given what is not in force', () => {
  it.each<[string, Partial<AgreedAccess>]>([
    ['requested', { status: 'requested', version: 1 }],
    ['refused', { status: 'refused' }],
    ['withdrawn', { status: 'withdrawn' }],
    ['of another product', { product: 'cardiology.pulses' }],
    ['over', { until: at(FROM) }],
  ])('ignores one that is %s', (_, change) => {
    held.apply({ ...AGREED, ...change });
    expect(permits()).toBe(false);
    expect(held.size).toBe(0);
  });
});

describe('given agreements that are still being read', () => {
  beforeEach(() => {
    held = new HeldAgreements('cardiology.pulse', () => nowMs);
    const grants = [{ role: 'clinic', ports: ['cases'], purposes: ['TREAT' as const] }];
    policy = withAgreements(indexGrants('cardiology', 'pulse', grants), held);
  });

  it('puts off who would be denied, and lets in whom a grant or a known agreement permits', () => {
    expect(() => permits()).toThrow(expect.objectContaining({ code: 'ACCESS.AGREEMENTS_UNREAD', status: 503 }));
    expect(permits({ id: 'clinic-app', roles: ['clinic'], purpose: 'TREAT' })).toBe(true);
    held.apply({ ...AGREED, reveals: ['phi'] });
    expect(permits()).toBe(true);
    expect(permits({ id: 'clinic-app', roles: ['clinic'], purpose: 'TREAT' })).toBe(true);
    held.allRead();
    expect(permits({ ...carla, id: 'other' })).toBe(false);
  });

  it('denies who names no purpose at once', () => {
    expect(permits({ id: 'x', roles: [] })).toBe(false);
  });
});
