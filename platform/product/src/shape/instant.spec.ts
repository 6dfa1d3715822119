import fc from 'fast-check';
import { isInstant } from '../index.js';

describe('given a text that may be an instant', () => {
  it.each([
    '2026-01-31T12:00:00Z',
    '2026-01-31T12:00:00.123456789Z',
    '2026-01-31T23:59:59+05:30',
    '2024-02-29T00:00:00-12:00',
    '2000-02-29T00:00:00Z',
  ])('takes %s', (text) => {
    expect(isInstant(text)).toBe(true);
  });

  it.each([
    ['a day that no year has', '2026-04-31T12:00:00Z'],
    ['a leap day in a common year', '2026-02-29T12:00:00Z'],
    ['a leap day in a century', '1900-02-29T12:00:00Z'],
    ['a month that does not exist', '2026-13-01T12:00:00Z'],
    ['an hour that does not exist', '2026-01-01T24:00:00Z'],
    ['a leap second', '2026-06-30T23:59:60Z'],
    ['a time without an offset', '2026-01-01T12:00:00'],
    ['a day alone', '2026-01-01'],
    ['a blank between day and time', '2026-01-01 12:00:00Z'],
    ['a line break at the end', '2026-01-01T12:00:00Z\n'],
    ['digits of another script', '２０２６-01-01T12:00:00Z'],
    ['nothing', ''],
    ['a number', 1_767_225_600_000],
    ['null', null],
    ['a list', ['2026-01-01T12:00:00Z']],
  ])('refuses %s', (_, value) => {
    expect(isInstant(value)).toBe(false);
  });

  it('takes whatever the clock of the language writes, and what it takes that clock can read', () => {
    const years = { min: new Date('0001-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(years), (date) => {
        const text = date.toISOString();
        return isInstant(text) && Date.parse(text) === date.getTime();
      }),
    );
  });

  it('refuses a year below 100 on no other ground than its calendar', () => {
    expect(isInstant('0004-02-29T00:00:00Z')).toBe(true);
    expect(isInstant('0001-02-29T00:00:00Z')).toBe(false);
  });
});
