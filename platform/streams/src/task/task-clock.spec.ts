import { TaskClock } from './task-clock.js';

const silent = { at: null, seenAt: 0, idle: false };

describe('given the clock of a task with two inputs', () => {
  const clockOf = (): TaskClock => new TaskClock({ a: silent, b: silent }, null, 100);

  it('says nothing before each has had an event', () => {
    const clock = clockOf();
    clock.observe('a', 5_000, 1);
    expect(clock.watermark).toBeNull();
    clock.observe('b', 4_000, 2);
    expect(clock.watermark).toBe(3_900);
  });

  it('follows the slower one and never goes back', () => {
    const clock = clockOf();
    clock.observe('a', 5_000, 1);
    clock.observe('b', 6_000, 2);
    clock.observe('a', 1_000, 3);
    expect(clock.watermark).toBe(4_900);
    clock.observe('a', 7_000, 4);
    expect(clock.watermark).toBe(5_900);
  });

  it('no longer waits for one that is idle, and does again when it speaks', () => {
    const clock = clockOf();
    clock.observe('a', 5_000, 10);
    expect(clock.silentSince(5)).toEqual(['b']);
    clock.rest('b');
    expect(clock.watermark).toBe(4_900);
    clock.observe('b', 2_000, 20);
    clock.observe('a', 9_000, 21);
    expect(clock.watermark).toBe(4_900);
    clock.observe('b', 8_000, 22);
    expect(clock.watermark).toBe(7_900);
  });

  it('goes on at the pace of the clock only when all are idle', () => {
    const clock = clockOf();
    clock.observe('a', 5_000, 10);
    clock.observe('b', 5_000, 10);
    clock.rest('a');
    clock.pass(1_000);
    expect(clock.watermark).toBe(4_900);
    clock.rest('b');
    clock.pass(1_000);
    expect(clock.watermark).toBe(5_900);
  });

  it('goes on from its state', () => {
    const clock = clockOf();
    clock.observe('a', 5_000, 10);
    clock.observe('b', 5_000, 10);
    clock.rest('a');
    const resumed = new TaskClock(clock.state, clock.watermark, 100);
    resumed.observe('b', 6_000, 11);
    expect(resumed.watermark).toBe(5_900);
  });
});
