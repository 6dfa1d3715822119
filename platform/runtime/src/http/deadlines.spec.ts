import { Deadlines } from './deadlines.js';

const never = () => new Promise<never>(() => undefined);

describe('given a deadline of 60 milliseconds', () => {
  const deadlines = new Deadlines(60);

  it('gives the answer that comes in time and aborts nothing', async () => {
    let signal: AbortSignal | undefined;
    await expect(
      deadlines.run((deadline) => {
        signal = deadline.signal;
        return Promise.resolve(7);
      }),
    ).resolves.toBe(7);
    await expect(deadlines.run(never)).rejects.toMatchObject({ status: 503 });
    expect(signal?.aborted).toBe(false);
  });

  it('hands on the failure of the work', async () => {
    await expect(deadlines.run(() => Promise.reject(new Error('mine')))).rejects.toThrow('mine');
    await expect(
      deadlines.run(() => {
        throw new Error('at once');
      }),
    ).rejects.toThrow('at once');
  });

  it('ends the wait, and tells the work so, when the answer is late', async () => {
    let signal: AbortSignal | undefined;
    const startedAt = performance.now();
    const late = deadlines.run((deadline) => {
      signal = deadline.signal;
      return never();
    });
    await expect(late).rejects.toMatchObject({ code: 'RUNTIME.DEADLINE_EXCEEDED', retryable: true });
    expect(performance.now() - startedAt).toBeGreaterThanOrEqual(59);
    expect(signal?.aborted).toBe(true);
  });

  it('shows an aborted signal to work that looks only afterwards', async () => {
    let look = (): AbortSignal => AbortSignal.timeout(0);
    await expect(
      deadlines.run((deadline) => {
        look = () => deadline.signal;
        return never();
      }),
    ).rejects.toMatchObject({ status: 503 });
    expect(look().aborted).toBe(true);
  });

  it('expires each of many calls, whatever the others do', async () => {
    const calls = Array.from({ length: 300 }, (_, index) =>
      deadlines.run(() => (index % 3 === 0 ? never() : Promise.resolve(index))),
    );
    const outcomes = await Promise.allSettled(calls);
    expect(outcomes.map(({ status }) => status)).toEqual(
      Array.from({ length: 300 }, (_, index) => (index % 3 === 0 ? 'rejected' : 'fulfilled')),
    );
  });
});
