import fc from 'fast-check';
import { PURPOSES, type Caller, type Purpose } from './caller.js';
import type { Grant } from './grant.js';
import { indexGrants } from './policy.js';

const grants: readonly Grant[] = [
  { role: 'clinic', ports: ['scores', 'scored'], purposes: ['TREAT', 'ETREAT'] },
  { role: 'practitioner', ports: ['history'], purposes: ['TREAT'], reveals: ['phi'] },
  { role: 'data-scientist', ports: ['history'], purposes: ['HRESCH'] },
  { role: 'domain:cardiology', ports: ['history', 'scores'], purposes: ['HOPERAT', 'TREAT'] },
];
const policy = indexGrants('cardiology', 'heart-disease-risk', grants);
const caller = (purpose: Purpose | undefined, ...roles: string[]): Caller => ({
  id: 'c-1',
  roles,
  ...(purpose && { purpose }),
});

describe('given the grants of a product', () => {
  it.each<[Caller, string, string, readonly 'phi'[]]>([
    [caller('TREAT', 'clinic'), 'scores', 'role clinic may use port scores for TREAT', []],
    [caller('ETREAT', 'clinic'), 'scored', 'role clinic may use port scored for ETREAT', []],
    [caller('TREAT', 'practitioner'), 'history', 'role practitioner may use port history for TREAT', ['phi']],
    [
      caller('HRESCH', 'nobody', 'data-scientist'),
      'history',
      'role data-scientist may use port history for HRESCH',
      [],
    ],
    [
      caller('TREAT', 'domain:cardiology', 'practitioner'),
      'history',
      'role practitioner may use port history for TREAT',
      ['phi'],
    ],
    [caller('TREAT', 'domain:cardiology', 'clinic'), 'scores', 'role clinic may use port scores for TREAT', []],
  ])('permits %j at %s: %s', (who, port, rule, reveals) => {
    expect(policy.decide(who, port)).toMatchObject({
      permitted: true,
      rule: `cardiology.heart-disease-risk: ${rule}`,
      reveals,
    });
  });

  it.each<[Caller, string, string]>([
    [caller(undefined, 'clinic'), 'scores', 'no purpose of use is named'],
    [caller('HRESCH', 'clinic'), 'scores', 'not granted for the purpose named; ask its owner, the domain cardiology'],
    [
      caller('TREAT', 'data-scientist'),
      'history',
      'granted for TREAT to other roles; ask its owner, the domain cardiology',
    ],
    [caller('TREAT'), 'scores', 'granted for TREAT to other roles'],
    [caller('TREAT', 'clinic'), 'unknown', 'no grant opens this port; ask its owner, the domain cardiology'],
    [caller('TREAT', 'clinic'), '__proto__', 'no grant opens this port'],
    [caller('toString' as Purpose, 'clinic'), 'scores', 'not granted for the purpose named'],
    [{ ...caller('TREAT', 'clinic'), unregistered: true }, 'scores', 'not registered for the purpose named'],
  ])('denies %j at %s: %s', (who, port, rule) => {
    const verdict = policy.decide(who, port);
    expect(verdict).toMatchObject({ permitted: false, rule: expect.stringContaining(rule), reveals: [] });
    expect(verdict.rule).not.toContain('c-1');
  });

  it('answers equal questions with the identical object', () => {
    const ask = () => policy.decide(caller('TREAT', 'clinic'), 'scores');
    expect(ask()).toBe(ask());
    expect(policy.decide(caller('TREAT', 'x'), 'scores')).toBe(policy.decide(caller('TREAT', 'y'), 'scores'));
  });

  it('denies everything when nothing is granted', () => {
    expect(indexGrants('d', 'p', []).decide(caller('TREAT', 'clinic'), 'scores').permitted).toBe(false);
  });

  it('refuses grants that are incomplete or name no known purpose', () => {
    const compile = (grant: Partial<Grant>) => () =>
      indexGrants('d', 'p', [{ role: 'r', ports: ['a'], purposes: ['TREAT'], ...grant }]);
    expect(compile({ role: '' })).toThrow(expect.objectContaining({ code: 'ACCESS.GRANT_INCOMPLETE' }));
    expect(compile({ ports: [] })).toThrow(expect.objectContaining({ code: 'ACCESS.GRANT_INCOMPLETE' }));
    expect(compile({ purposes: [] })).toThrow(expect.objectContaining({ code: 'ACCESS.GRANT_INCOMPLETE' }));
    expect(compile({ purposes: ['MARKETING' as Purpose] })).toThrow(
      expect.objectContaining({ code: 'ACCESS.PURPOSE_UNKNOWN' }),
    );
  });

  it('decides as reading the grants one by one would', () => {
    const role = fc.constantFrom<string>('a', 'b', 'c', 'd');
    const port = fc.constantFrom<string>('x', 'y', 'z');
    const purpose = fc.constantFrom(...(Object.keys(PURPOSES) as Purpose[]).slice(0, 3));
    const some = <Value>(of: fc.Arbitrary<Value>) => fc.array(of, { minLength: 1, maxLength: 3 });
    const reveals = fc.constantFrom<readonly 'phi'[]>([], ['phi']);
    const grant: fc.Arbitrary<Grant> = fc.record({ role, ports: some(port), purposes: some(purpose), reveals });
    const property = fc.property(
      fc.array(grant, { maxLength: 12 }),
      fc.array(role, { maxLength: 4 }),
      fc.option(purpose, { nil: undefined }),
      port,
      (drawn, roles, named, asked) => {
        const who = caller(named, ...roles);
        const matching = drawn.filter(
          (one) =>
            named !== undefined &&
            roles.includes(one.role) &&
            one.ports.includes(asked) &&
            one.purposes.includes(named),
        );
        const deciding = matching.find((one) => one.reveals?.includes('phi')) ?? matching[0];
        const verdict = indexGrants('d', 'p', drawn).decide(who, asked);
        expect(verdict.permitted).toBe(deciding !== undefined);
        expect(verdict.reveals).toEqual(deciding?.reveals ?? []);
        if (deciding !== undefined)
          expect(verdict.rule).toBe(`d.p: role ${deciding.role} may use port ${asked} for ${named}`);
      },
    );
    fc.assert(property, { numRuns: 1000, seed: 11 });
  });
});
