import { jest } from '@jest/globals';
import { Courtesy } from './courtesy.js';
import type { LoggedEvent } from './event.js';
import { SharedTurn } from './shared-turn.js';

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

describe('given two kinds of background work, each in a thread of its own', () => {
  it('works on one at a time of both, and rests for both, where callers wait', async () => {
    const memory = new SharedArrayBuffer(2 * SharedTurn.BYTES);
    const kinds = [1, 2].map(() => new Courtesy(() => 0.5, new SharedTurn(memory, SharedTurn.BYTES)));
    let [working, most] = [0, 0];
    const batch = async (): Promise<void> => {
      most = Math.max(most, (working += 1));
      await later(20);
      working -= 1;
    };
    await Promise.all(kinds.flatMap((kind) => [1, 2, 3].map(() => kind.work(batch, signal))));
    expect(most).toBe(1);
  });

  it('is not held up for ever by work that hangs', async () => {
    const memory = new SharedArrayBuffer(SharedTurn.BYTES);
    const hanging = new AbortController();
    void new Courtesy(() => 0.5, new SharedTurn(memory)).work(() => new Promise(() => undefined), hanging.signal);
    let nowMs = performance.now();
    const clock = jest.spyOn(performance, 'now').mockImplementation(() => (nowMs += 1_000));
    try {
      expect(await new Courtesy(() => 0.5, new SharedTurn(memory)).work(() => Promise.resolve('done'), signal)).toBe(
        'done',
      );
    } finally {
      clock.mockRestore();
    }
  });

  it('gives its turn back when the work fails', async () => {
    const memory = new SharedArrayBuffer(SharedTurn.BYTES);
    const failing = new Courtesy(() => 0.5, new SharedTurn(memory));
    await expect(failing.work(() => Promise.reject(new Error('no row')), signal)).rejects.toThrow('no row');
    expect(await new Courtesy(() => 0.5, new SharedTurn(memory)).work(() => Promise.resolve('done'), signal)).toBe(
      'done',
    );
  });
});

describe('given a burst of calls', () => {
  /** Resolves when a batch whose oldest event came at this time is worked on. */
  const passed = (courtesy: Courtesy, appendedAt: string): Promise<boolean> =>
    courtesy.handle([{ appendedAt } as LoggedEvent], () => Promise.resolve(true), signal);
  const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

  it('lets it pass before it goes on', async () => {
    let busy = 0.5;
    const courtesy = new Courtesy(() => busy);
    let hasPassed = false;
    const passing = passed(courtesy, ago(0)).then(() => (hasPassed = true));
    await later(300);
    expect(hasPassed).toBe(false);
    busy = 0.2;
    await passing;
  });

  it('puts nothing off that is half a minute old, or where nobody calls', async () => {
    await passed(new Courtesy(() => 1), ago(30_001));
    await passed(new Courtesy(() => 0.3), ago(0));
  });

  it('works through all that waits once it has begun, and then lets calls pass again', async () => {
    const startedMs = Date.now();
    const clock = jest.spyOn(Date, 'now').mockReturnValue(startedMs);
    const at = (ms: number) => new Date(startedMs + ms).toISOString();
    try {
      const courtesy = new Courtesy(() => 1);
      await passed(courtesy, at(-30_000));
      await passed(courtesy, at(-1));
      clock.mockReturnValue(startedMs + 1);
      let hasPassed = false;
      const passing = passed(courtesy, at(1)).then(() => (hasPassed = true));
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
      const passing = passed(new Courtesy(() => 1), new Date(startedMs + 3_600_000).toISOString());
      clock.mockReturnValue(startedMs + 30_000);
      await passing;
    } finally {
      clock.mockRestore();
    }
  });

  it('ends when its right ends', async () => {
    const controller = new AbortController();
    const event = { appendedAt: ago(0) } as LoggedEvent;
    let hasWorked = false;
    const handling = new Courtesy(() => 1).handle([event], async () => (hasWorked = true), controller.signal);
    controller.abort();
    await expect(handling).rejects.toThrow('aborted');
    expect(hasWorked).toBe(false);
  });
});
