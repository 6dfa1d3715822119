import { addressOf, EVERYTHING, filterIn, queryOf } from './audit-filter.js';
import { decisionsCsv } from './decisions-csv.js';

const decision = {
  at: '2026-03-01T08:00:00.000Z',
  caller: 'clinic-app',
  port: 'urn:mesh:cardiology:pulse:readings',
  permitted: true,
  rule: 'cardiology.pulse: role clinic may use port readings for TREAT',
  traceId: 'a'.repeat(32),
};

describe('given decisions to take along', () => {
  it('writes a header, one line each, and nothing where there is nothing', () => {
    expect(decisionsCsv([decision]).split('\r\n')).toEqual([
      'at,caller,port,purpose,permitted,rule,traceId',
      `${decision.at},clinic-app,${decision.port},,true,${decision.rule},${decision.traceId}`,
      '',
    ]);
  });

  it('keeps commas, quotes and lines within their cell', () => {
    const [, line] = decisionsCsv([{ ...decision, rule: 'a, "b"\nc' }]).split('\r\n');
    expect(line).toContain('"a, ""b""\nc"');
  });

  it.each(['=1+1', '+1', '-1', '@x', '\tx'])('gives a spreadsheet no formula: %j', (caller) => {
    expect(decisionsCsv([{ ...decision, caller }])).toContain(`,'${caller},`);
  });
});

describe('given a filter', () => {
  const filter = {
    ...EVERYTHING,
    from: '2026-03-01T08:00',
    caller: ' clinic-app ',
    permitted: 'false' as const,
    traceId: 'ABC',
  };

  it('stands in the address and comes back from there', () => {
    expect(filterIn(addressOf(filter))).toEqual(filter);
    expect(filterIn(new URLSearchParams('permitted=perhaps&secret=1'))).toEqual(EVERYTHING);
    expect(addressOf(EVERYTHING).toString()).toBe('');
  });

  it('is asked for in instants, without what is empty', () => {
    expect(queryOf(filter)).toEqual({
      from: new Date('2026-03-01T08:00').toISOString(),
      caller: 'clinic-app',
      permitted: 'false',
      traceId: 'abc',
    });
    expect(queryOf({ ...EVERYTHING, to: 'unfinished' })).toEqual({});
  });
});
