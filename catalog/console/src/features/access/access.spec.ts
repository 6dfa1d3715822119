import { existingIn, fieldErrors, missingFields, requestBody, untilDays } from './access-request.js';
import { stepsOf, type Agreement, type AgreementStatus } from './agreement.js';
import { usageDays } from './usage-days.js';

const agreement = (status: AgreementStatus) =>
  ({ status, domain: 'cardiology', consumer: 'dana-scientist' }) as unknown as Agreement;
const owner = { id: 'team-cardiology', roles: ['domain', 'domain:cardiology'] };
const consumer = { id: 'dana-scientist', roles: ['data-scientist'] };
const stranger = { id: 'gov-auditor', roles: ['auditor'] };

describe('given an agreement', () => {
  it.each([
    ['requested', owner, ['grant', 'refuse']],
    ['requested', consumer, ['withdraw']],
    ['requested', stranger, []],
    ['requested', { ...owner, roles: ['domain:logistics'] }, []],
    ['granted', owner, ['withdraw']],
    ['granted', consumer, ['withdraw']],
    ['granted', stranger, []],
    ['refused', owner, []],
    ['withdrawn', consumer, []],
    ['expired', owner, []],
    ['requested', undefined, []],
  ] as const)('%s: offers each what they may do', (status, reader, steps) => {
    expect(stepsOf(agreement(status), reader)).toEqual(steps);
  });

  it('offers both to an owner who asked for their own', () => {
    expect(stepsOf(agreement('requested'), { id: 'dana-scientist', roles: ['domain:cardiology'] })).toEqual([
      'grant',
      'refuse',
      'withdraw',
    ]);
  });
});

describe('given a request', () => {
  const draft = { product: 'a.b', port: 'p', purpose: 'HRESCH', until: '2026-05-30', reason: ' A study ' };

  it('ends with the last day', () => {
    expect(requestBody(draft)).toEqual({ ...draft, reason: 'A study', until: '2026-05-30T23:59:59Z' });
  });

  it('offers days within a year', () => {
    expect(untilDays(new Date('2026-03-01T12:00:00Z'))).toEqual({
      first: '2026-03-02',
      usual: '2026-05-30',
      last: '2027-03-01',
    });
  });

  it('names what is missing', () => {
    expect(missingFields({ ...draft, port: '', reason: '  ' })).toEqual(['port', 'reason']);
  });

  it('finds what the server said of each field, and the request that is open already', () => {
    const problem = {
      title: '',
      status: 422,
      errors: [
        { pointer: '/until', message: 'must lie in the future' },
        { pointer: '/else', message: 'x' },
      ],
    };
    expect(fieldErrors(problem)).toEqual({ until: 'must lie in the future' });
    const conflict = { title: '', status: 409, existing: '/access/agreements/0196d2a5' };
    expect([existingIn(conflict), existingIn(problem)]).toEqual(['0196d2a5', undefined]);
  });
});

describe('given the use of an agreement', () => {
  it('counts days without use as days', () => {
    const days = [
      { day: '2026-02-27', calls: 2 },
      { day: '2026-03-02', calls: 5 },
    ];
    expect(usageDays({ days }).map(({ day, calls }) => `${day} ${calls}`)).toEqual([
      '2026-02-27 2',
      '2026-02-28 0',
      '2026-03-01 0',
      '2026-03-02 5',
    ]);
    expect(usageDays({ days: [] })).toEqual([]);
    expect(usageDays({ days: [{ day: '2025-01-01', calls: 1 }, days[1]!] })).toHaveLength(60);
  });
});
