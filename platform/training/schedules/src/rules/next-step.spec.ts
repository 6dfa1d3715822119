import type { ModelSchedule } from '@mesh/product';
import { nextStep, planned, type Known, type Standing } from './next-step.js';

const at = (time: string) => Date.parse(`2026-02-03T${time}:00Z`);
const clock = (ms: number | undefined) => ms && new Date(ms).toISOString().slice(8, 16).replace('T', ' ');
const quarterly: ModelSchedule = {
  every: '15m',
  workingHours: { from: '08:00', to: '18:00' },
  retries: { attempts: 2, after: '10m' },
};
const idle: Known = { ended: undefined, stands: false };

const waiting = (nextAt: number, more: Partial<Standing> = {}): Standing => ({
  ...{ plannedAt: nextAt, nextAt, retryAt: undefined, failures: 0, unsettled: false },
  ...more,
});
const step = (standing: Standing, time: string, known: Known = idle) =>
  nextStep({ schedule: quarterly, model: 'm' }, standing, { ...known, now: at(time) });

describe('given a schedule every quarter of an hour from 8 to 18', () => {
  it('begins when it is due, and plans the next', () => {
    expect(step(waiting(at('09:15')), '09:14').starts).toBe(false);
    const { starts, standing } = step(waiting(at('09:15')), '09:15');
    expect([starts, clock(standing.nextAt), standing.unsettled]).toEqual([true, '03 09:30', true]);
  });

  it('makes up for many missed times once', () => {
    const { starts, standing } = step(waiting(at('09:15')), '13:40');
    expect([starts, clock(standing.nextAt)]).toEqual([true, '03 13:45']);
  });

  it('waits for a training that stands, then begins at once', () => {
    expect(step(waiting(at('09:15')), '10:00', { ended: undefined, stands: true }).starts).toBe(false);
    expect(step(waiting(at('09:15')), '10:05').starts).toBe(true);
  });

  it('waits for its own training before it looks at the clock again', () => {
    const busy = waiting(at('09:15'), { unsettled: true });
    expect(step(busy, '10:00', { ended: undefined, stands: true }).starts).toBe(false);
    expect(step(busy, '10:00', { ended: 'completed', stands: false }).starts).toBe(true);
  });

  it('makes up for what was missed overnight at the opening, once', () => {
    const late = step(waiting(at('17:45')), '22:00');
    expect([late.starts, clock(late.standing.nextAt)]).toEqual([false, '04 08:00']);
    const opened = nextStep({ schedule: quarterly, model: 'm' }, late.standing, {
      ...idle,
      now: at('08:00') + 86_400_000,
    });
    expect([opened.starts, clock(opened.standing.nextAt)]).toEqual([true, '04 08:15']);
  });

  it('tries a failed training again, ever later, then waits for its next regular time', () => {
    const far = at('17:00');
    const failed = { ended: 'failed', stands: false } as const;
    const first = step(waiting(far, { unsettled: true }), '09:00', failed);
    expect([first.starts, clock(first.standing.retryAt)]).toEqual([false, '03 09:10']);
    const again = step(first.standing, '09:10');
    expect([again.starts, clock(again.standing.nextAt), again.standing.failures]).toEqual([true, '03 17:00', 1]);
    const second = step(again.standing, '09:20', failed);
    expect(clock(second.standing.retryAt)).toBe('03 09:40');
    const last = step(step(second.standing, '09:40').standing, '09:50', failed);
    expect([last.standing.retryAt, last.standing.failures]).toEqual([undefined, 3]);
    expect(step(last.standing, '17:00').standing).toMatchObject({ failures: 0, unsettled: true });
  });

  it('forgets failures when a training succeeds', () => {
    const { standing } = step(waiting(at('17:00'), { unsettled: true, failures: 2 }), '09:00', {
      ended: 'completed',
      stands: false,
    });
    expect(standing).toMatchObject({ failures: 0, unsettled: false, retryAt: undefined });
  });

  it('moves a try that falls outside the hours to the opening', () => {
    const { standing } = step(waiting(at('08:00') + 86_400_000, { unsettled: true }), '17:55', {
      ended: 'failed',
      stands: false,
    });
    expect(clock(standing.retryAt)).toBe('04 08:00');
  });

  it('plans from after now on', () => {
    expect(clock(planned(quarterly, 'm', at('09:15')).nextAt)).toBe('03 09:30');
  });
});
