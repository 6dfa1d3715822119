import { jest } from '@jest/globals';
import { Courtesy } from './courtesy.js';

const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const { signal } = new AbortController();

/** What happened, in order, when two partitions have two batches of 20 ms each. */
async function orderOf(courtesy: Courtesy): Promise<string> {
  const order: string[] = [];
  const partition = async (name: string): Promise<void> => {
    for (const nth of [1, 2]) {
      await courtesy.work(async () => {
        order.push(`${name}${nth} begins`);
        await later(20);
        order.push(`${name}${nth} ends`);
      }, signal);
    }
  };
  await Promise.all([partition('a'), partition('b')]);
  return order.join(', ');
}

describe('given background work of two partitions', () => {
  it('works on both at once where the process is calm', async () => {
    expect(await orderOf(new Courtesy(() => 0.1))).toMatch(/^a1 begins, b1 begins,/);
  });

  it('works on one at a time, with a rest between, where callers wait', async () => {
    // A rest of nineteen times 20 ms lies between two beginnings, so that each ends before the next begins.
    expect(await orderOf(new Courtesy(() => 0.95))).toMatch(/a2 begins, a2 ends, b2 begins, b2 ends$/);
  });

  it('rests as long as it works where half of the time is taken', async () => {
    const courtesy = new Courtesy(() => 0.5);
    const beganMs = performance.now();
    let workedMs = 0;
    for (let nth = 0; nth < 4; nth += 1) {
      await courtesy.work(async () => {
        const since = performance.now();
        await later(50);
        workedMs += performance.now() - since;
      }, signal);
    }
    // Three rests lie between four batches, each at least as long as the batch before it.
    expect(performance.now() - beganMs).toBeGreaterThan(1.6 * workedMs);
  });

  it('does nothing more once its right has ended', async () => {
    const courtesy = new Courtesy(() => 1);
    await courtesy.work(() => later(400), signal);
    const controller = new AbortController();
    let hasWorked = false;
    const working = courtesy.work(async () => {
      hasWorked = true;
    }, controller.signal);
    controller.abort();
    await expect(working).rejects.toThrow('aborted');
    expect(hasWorked).toBe(false);
  });
});

describe('given a burst of calls', () => {
  const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

  it('lets it pass before it goes on', async () => {
    let busy = 0.5;
    const courtesy = new Courtesy(() => busy);
    let hasPassed = false;
    const passing = courtesy.letBurstPass(ago(0), signal).then(() => (hasPassed = true));
    await later(300);
    expect(hasPassed).toBe(false);
    busy = 0.2;
    await passing;
  });

  it('puts nothing off that is half a minute old, or where nobody calls', async () => {
    await new Courtesy(() => 1).letBurstPass(ago(30_001), signal);
    await new Courtesy(() => 0.3).letBurstPass(ago(0), signal);
  });

  it('works through all that waits once it has begun, and then lets calls pass again', async () => {
    const startedMs = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(startedMs);
    const at = (ms: number) => new Date(startedMs + ms).toISOString();
    try {
      const courtesy = new Courtesy(() => 1);
      await courtesy.letBurstPass(at(-30_000), signal);
      await courtesy.letBurstPass(at(-1), signal);
      clock.mockReturnValue(startedMs + 1);
      let hasPassed = false;
      const passing = courtesy.letBurstPass(at(1), signal).then(() => (hasPassed = true));
      clock.mockReturnValue(startedMs + 29_000);
      await later(300);
      expect(hasPassed).toBe(false);
      clock.mockReturnValue(startedMs + 30_001);
      await passing;
    } finally {
      clock.mockRestore();
    }
  });

  it('waits no longer for what the clock of another machine says is yet to come', async () => {
    const startedMs = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(startedMs);
    try {
      const passing = new Courtesy(() => 1).letBurstPass(new Date(startedMs + 3_600_000).toISOString(), signal);
      clock.mockReturnValue(startedMs + 30_000);
      await passing;
    } finally {
      clock.mockRestore();
    }
  });

  it('ends when its right ends', async () => {
    const controller = new AbortController();
    const passing = new Courtesy(() => 1).letBurstPass(ago(0), controller.signal);
    controller.abort();
    await passing;
  });
});
