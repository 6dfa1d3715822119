import { MAX_DATA_BYTES } from '@mesh/events';
import { checkedRequest } from './training-request.js';

const WIDEST = '\u{ffff}';

/** As much as may be said of everything but the rows. */
const FULLEST = {
  model: 'm'.repeat(100),
  parameters: Object.fromEntries(
    Array.from({ length: 50 }, (_, nth) => [`p${nth}`.padEnd(100, 'x'), WIDEST.repeat(200)]),
  ),
  reason: WIDEST.repeat(500),
};

describe('given the largest training request', () => {
  it.each([
    ['letters', 'a'.repeat(999_998)],
    ['signs that JSON writes as two', '"'.repeat(499_999)],
    ['signs that JSON writes as six', '\u0001'.repeat(166_666)],
  ])('fits into an event, with rows of %s', (_, csv) => {
    const request = checkedRequest({ ...FULLEST, csv });
    const event = { runId: 'r'.repeat(36), by: 'b'.repeat(200), requestedAt: new Date(0).toISOString(), ...request };
    expect(Buffer.byteLength(JSON.stringify(event))).toBeLessThan(MAX_DATA_BYTES);
    expect(() => checkedRequest({ ...FULLEST, csv: `${csv}""` })).toThrow(
      expect.objectContaining({ code: 'TRAINING.REQUEST_INVALID' }) as Error,
    );
  });
});
