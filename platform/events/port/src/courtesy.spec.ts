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
