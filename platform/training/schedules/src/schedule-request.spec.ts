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
    [{ every: '1h', secret: 1 }, ''],
    [{ every: '1h', retries: { attempts: 99, after: '1m' } }, '/retries'],
  ])('refuses %j and names the field, never a name from outside', (body, pointer) => {
    const { code, meta } = refusal(body);
    expect(code).toBe('SCHEDULE.INVALID');
    expect((meta.errors ?? []).map((error) => error.pointer)).toContain(pointer);
    expect(JSON.stringify(meta)).not.toContain('secret');
  });
});
