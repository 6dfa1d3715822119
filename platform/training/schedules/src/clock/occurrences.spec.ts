import type { ModelSchedule } from '@mesh/product';
import { occurrenceAfter, startOf } from './occurrences.js';
import { openFrom } from './working-hours.js';

const AMSTERDAM = 'Europe/Amsterdam';

/** The first times that a schedule gives after an instant. */
function times(schedule: ModelSchedule, after: string, count: number): readonly string[] {
  const found: string[] = [];
  let instant = Date.parse(after);
  while (found.length < count) found.push(new Date((instant = occurrenceAfter(schedule, instant))).toISOString());
  return found;
}

describe('given a time of the day', () => {
  const nightly: ModelSchedule = { at: ['02:30'], timeZone: AMSTERDAM };

  it('follows the clocks of its zone through the year', () => {
    expect(times(nightly, '2026-01-10T12:00:00Z', 1)).toEqual(['2026-01-11T01:30:00.000Z']);
    expect(times(nightly, '2026-07-10T12:00:00Z', 1)).toEqual(['2026-07-11T00:30:00.000Z']);
  });

  it('comes once on the day whose clocks skip it: later by what they skip', () => {
    expect(times(nightly, '2026-03-28T12:00:00Z', 2)).toEqual(['2026-03-29T01:30:00.000Z', '2026-03-30T00:30:00.000Z']);
  });

  it('comes once on the day whose clocks show it twice: the first time', () => {
    expect(times(nightly, '2026-10-24T12:00:00Z', 2)).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z']);
  });

  it('knows zones that skip half an hour, and zones that skip a day', () => {
    const howe: ModelSchedule = { at: ['02:15'], timeZone: 'Australia/Lord_Howe' };
    expect(times(howe, '2026-10-03T00:00:00Z', 1)).toEqual(['2026-10-03T15:45:00.000Z']);
    const apia: ModelSchedule = { at: ['12:00'], timeZone: 'Pacific/Apia' };
    expect(times(apia, '2011-12-28T23:00:00Z', 3)).toEqual([
      '2011-12-29T22:00:00.000Z',
      '2011-12-30T22:00:00.000Z',
      '2011-12-31T22:00:00.000Z',
    ]);
  });

  it('comes on its days only, counted in its zone', () => {
    const weekly: ModelSchedule = { at: ['00:30'], days: ['mon'], timeZone: AMSTERDAM };
    expect(times(weekly, '2026-02-01T00:00:00Z', 2)).toEqual(['2026-02-01T23:30:00.000Z', '2026-02-08T23:30:00.000Z']);
  });

  it('comes several times a day, in the order of the day', () => {
    const often: ModelSchedule = { at: ['18:00', '06:00'] };
    expect(times(often, '2026-02-01T07:00:00Z', 2)).toEqual(['2026-02-01T18:00:00.000Z', '2026-02-02T06:00:00.000Z']);
  });

  it('never comes when its hours never hold it', () => {
    expect(occurrenceAfter({ at: ['07:00'], workingHours: { from: '08:00', to: '18:00' } }, 0)).toBe(Infinity);
  });
});

describe('given a cron expression', () => {
  const nightly: ModelSchedule = { cron: '30 2 * * *', timeZone: AMSTERDAM };

  it('comes when the clocks of its zone show what it names, through the year', () => {
    const weekdays: ModelSchedule = { cron: '0 9 * * mon-fri', timeZone: AMSTERDAM };
    expect(times(weekdays, '2026-01-30T12:00:00Z', 2)).toEqual([
      '2026-02-02T08:00:00.000Z',
      '2026-02-03T08:00:00.000Z',
    ]);
    expect(times(weekdays, '2026-07-10T12:00:00Z', 1)).toEqual(['2026-07-13T07:00:00.000Z']);
    const leap: ModelSchedule = { cron: '0 0 29 2 *' };
    expect(times(leap, '2026-01-01T00:00:00Z', 2)).toEqual(['2028-02-29T00:00:00.000Z', '2032-02-29T00:00:00.000Z']);
  });

  it('comes as a time of the day does on the days on which clocks change', () => {
    const at: ModelSchedule = { at: ['02:30'], timeZone: AMSTERDAM };
    for (const around of ['2026-03-28T12:00:00Z', '2026-10-24T12:00:00Z'])
      expect(times(nightly, around, 3)).toEqual(times(at, around, 3));
    const howe: ModelSchedule = { cron: '15 2 * * *', timeZone: 'Australia/Lord_Howe' };
    expect(times(howe, '2026-10-03T00:00:00Z', 1)).toEqual(['2026-10-03T15:45:00.000Z']);
  });

  it('keeps the order of time where a skipped time comes after one that follows it on the clock', () => {
    const howe: ModelSchedule = { cron: '15,35 2 * * *', timeZone: 'Australia/Lord_Howe' };
    expect(times(howe, '2026-10-03T15:00:00Z', 3)).toEqual([
      '2026-10-03T15:35:00.000Z',
      '2026-10-03T15:45:00.000Z',
      '2026-10-04T15:15:00.000Z',
    ]);
  });

  it('loses and doubles nothing where it comes more often than clocks skip', () => {
    const often: ModelSchedule = { cron: '*/30 * * * *', timeZone: AMSTERDAM };
    expect(times(often, '2026-03-29T00:10:00Z', 4)).toEqual([
      '2026-03-29T00:30:00.000Z',
      '2026-03-29T01:00:00.000Z',
      '2026-03-29T01:30:00.000Z',
      '2026-03-29T02:00:00.000Z',
    ]);
    expect(times(often, '2026-10-24T23:40:00Z', 4)).toEqual([
      '2026-10-25T00:00:00.000Z',
      '2026-10-25T00:30:00.000Z',
      '2026-10-25T02:00:00.000Z',
      '2026-10-25T02:30:00.000Z',
    ]);
  });

  it('keeps to days and hours, and never comes where they never hold it', () => {
    const workingHours = { from: '08:00', to: '08:10' } as const;
    const mondays: ModelSchedule = { cron: '*/5 * * * *', days: ['mon'], workingHours };
    expect(times(mondays, '2026-02-02T08:01:00Z', 2)).toEqual(['2026-02-02T08:05:00.000Z', '2026-02-09T08:00:00.000Z']);
    expect(occurrenceAfter({ cron: '* 7 * * *', workingHours }, 0)).toBe(Infinity);
  });
});

describe('given an interval', () => {
  it('without hours counts elapsed time, whatever the clocks do', () => {
    const hourly: ModelSchedule = { every: '1h', timeZone: AMSTERDAM };
    expect(times(hourly, '2026-03-29T00:10:00Z', 2)).toEqual(['2026-03-29T01:00:00.000Z', '2026-03-29T02:00:00.000Z']);
  });

  it('within hours begins at each opening and ends before the closing', () => {
    const schedule: ModelSchedule = {
      every: '4h',
      days: ['fri', 'mon'],
      workingHours: { from: '08:30', to: '16:30' },
      timeZone: AMSTERDAM,
    };
    expect(times(schedule, '2026-01-30T00:00:00Z', 3)).toEqual([
      '2026-01-30T07:30:00.000Z',
      '2026-01-30T11:30:00.000Z',
      '2026-02-02T07:30:00.000Z',
    ]);
  });

  it('within hours past midnight belongs to the day on which they open', () => {
    const schedule: ModelSchedule = { every: '3h', days: ['fri'], workingHours: { from: '22:00', to: '05:00' } };
    expect(times(schedule, '2026-01-30T12:00:00Z', 4)).toEqual([
      '2026-01-30T22:00:00.000Z',
      '2026-01-31T01:00:00.000Z',
      '2026-01-31T04:00:00.000Z',
      '2026-02-06T22:00:00.000Z',
    ]);
  });

  it('has an hour more in the night in which clocks go back, and one less in which they go on', () => {
    const schedule: ModelSchedule = { every: '1h', workingHours: { from: '01:00', to: '04:00' }, timeZone: AMSTERDAM };
    const between = (from: string, to: string) => times(schedule, from, 10).filter((time) => time < to).length;
    expect(between('2026-10-24T20:00:00Z', '2026-10-25T12:00:00Z')).toBe(4);
    expect(between('2026-03-28T20:00:00Z', '2026-03-29T12:00:00Z')).toBe(2);
    expect(between('2026-06-01T20:00:00Z', '2026-06-02T12:00:00Z')).toBe(3);
  });
});

describe('given jitter', () => {
  const schedule: ModelSchedule = { every: '1h', jitter: '20m', workingHours: { from: '08:00', to: '12:10' } };

  it('spreads models, and gives the same start each time', () => {
    const at = Date.parse('2026-02-03T09:00:00Z');
    const starts = Array.from({ length: 200 }, (_, i) => startOf(schedule, at, `model-${i}`) - at);
    expect(starts).toEqual(Array.from({ length: 200 }, (_, i) => startOf(schedule, at, `model-${i}`) - at));
    expect(Math.min(...starts)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...starts)).toBeLessThan(20 * 60_000);
    expect(new Set(starts.map((start) => Math.floor(start / 120_000))).size).toBe(10);
  });

  it('never carries a start past the closing', () => {
    const at = Date.parse('2026-02-03T12:00:00Z');
    const starts = Array.from({ length: 200 }, (_, i) => startOf(schedule, at, `model-${i}`));
    expect(starts.every((start) => openFrom(schedule, start) === start)).toBe(true);
  });
});
