import { MeshError } from '@mesh/product';
import { checkedSchedule } from './schedule-request.js';

const refusal = (body: unknown): MeshError => {
  try {
    checkedSchedule(body);
  } catch (error) {
    if (error instanceof MeshError) return error;
  }
  throw new Error('the schedule was taken');
};

describe('given a schedule that somebody puts', () => {
  it.each([
    { every: '15m' },
    { at: ['02:30'], timeZone: 'Europe/Amsterdam', days: ['mon', 'fri'] },
    { every: '2h', workingHours: { from: '22:00', to: '06:00' }, jitter: '30m', retries: { attempts: 0, after: '1m' } },
    { cron: '30 2 * * mon-fri', timeZone: 'Europe/Amsterdam' },
    { at: ['24:00'], parameters: { ridge: 0.5, name: 'x', fast: true } },
  ])('takes %j', (body) => {
    expect(checkedSchedule(body)).toBe(body);
  });

  it.each([
    [{}, '/every'],
    [{ every: '1h', at: ['08:00'] }, ''],
    [{ every: '30s' }, '/every'],
    [{ every: '7d', days: ['mon'] }, '/every'],
    [{ at: ['24:30'] }, '/at'],
    [{ every: '1h', timeZone: 'Mars/Olympus' }, '/timeZone'],
    [{ every: '1h', jitter: '40m' }, '/jitter'],
    [{ at: ['07:00'], workingHours: { from: '08:00', to: '18:00' } }, '/at'],
    [{ cron: '0 7 * * *', workingHours: { from: '08:00', to: '18:00' } }, '/cron'],
    [{ cron: '0 2 * * *', every: '1h' }, ''],
    [{ every: '1h', secret: 1 }, ''],
    [{ every: '1h', retries: { attempts: 99, after: '1m' } }, '/retries'],
  ])('refuses %j and names the field, never a name from outside', (body, pointer) => {
    const { code, meta } = refusal(body);
    expect(code).toBe('SCHEDULE.INVALID');
    expect((meta.errors ?? []).map((error) => error.pointer)).toContain(pointer);
    expect(JSON.stringify(meta)).not.toContain('secret');
  });

  it.each([
    ['0 0 2 * * *', 'has exactly five fields'],
    ['0 secret * * *', 'names a hour that is none: 0-23'],
    ['61 * * * *', 'names a minute that is none: 0-59'],
    ['*/0 * * * *', 'names a minute that is none'],
    ['? * * * *', 'names a minute that is none'],
    ['0 0 * * 8', 'names a day of the week that is none: 0-7 or sun-sat'],
    ['0 0 30 2 *', 'never comes'],
  ])('says in a sentence what is wrong with the cron expression %s', (cron, sentence) => {
    const { errors = [] } = refusal({ cron }).meta;
    expect(errors.map(({ pointer }) => pointer)).toEqual(['/cron']);
    expect(errors[0]?.message).toContain(sentence);
    expect(errors[0]?.message).not.toContain('secret');
  });
});
