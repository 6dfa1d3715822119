import { declaredSchedule } from '../index.js';

describe('given a schedule that is declared with a model', () => {
  it('takes a cron expression that names times, and schedules without one', () => {
    expect(() => declaredSchedule('risk', { cron: '15,45 8-18/2 L jan-jun mon' })).not.toThrow();
    expect(() => declaredSchedule('risk', { every: '1h' })).not.toThrow();
  });

  it('refuses one that names no time, with the model and the reason', () => {
    expect(() => declaredSchedule('risk', { cron: '0 25 * * *' })).toThrow(
      expect.objectContaining({
        code: 'TRAINING.SCHEDULE_INVALID',
        meta: {
          model: 'risk',
          errors: [expect.objectContaining({ pointer: '/schedule/cron', message: expect.stringContaining('hour') })],
        },
      }),
    );
  });
});
