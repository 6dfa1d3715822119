import { scheduleInWords, type ShownSchedule } from '../../mesh/shown-schedule.js';

const shown = (schedule: ShownSchedule['schedule']): ShownSchedule => ({
  ...{ model: 'm', state: 'active', origin: 'put', nextAt: '2026-01-01T00:00:00Z', failures: 0 },
  schedule,
});

describe('given a schedule', () => {
  it.each([
    [{ every: '30m' }, 'every 30m, UTC'],
    [{ at: ['02:30', '14:00'], timeZone: 'Europe/Amsterdam' }, 'at 02:30 14:00, Europe/Amsterdam'],
    [
      { every: '2h', days: ['mon', 'fri'], workingHours: { from: '08:00', to: '18:00' } },
      'every 2h, mon fri, 08:00 to 18:00, UTC',
    ],
  ])('says %j in words', (schedule, words) => {
    expect(scheduleInWords(shown(schedule))).toBe(words);
  });
});
