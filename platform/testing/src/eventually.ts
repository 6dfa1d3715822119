export interface EventuallySettings {
  /** Default 5 s. */
  readonly timeoutMs?: number;
  /** Default 10 ms. */
  readonly everyMs?: number;
}

/** Repeats `check` until it neither throws nor gives false, and gives its result; at the deadline, its last failure. */
export async function eventually<Result>(
  check: () => Result | Promise<Result>,
  { timeoutMs = 5_000, everyMs = 10 }: EventuallySettings = {},
): Promise<Result> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const outcome = await attempt(check);
    if ('result' in outcome) return outcome.result;
    if (Date.now() >= deadline) throw outcome.failure;
    await new Promise((resolve) => setTimeout(resolve, everyMs));
  }
}

async function attempt<Result>(
  check: () => Result | Promise<Result>,
): Promise<{ result: Result } | { failure: unknown }> {
  try {
    const result = await check();
    return result === false ? { failure: new Error('the condition did not come true in time') } : { result };
  } catch (failure) {
    return { failure };
  }
}
