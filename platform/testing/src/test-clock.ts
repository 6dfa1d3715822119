/** A clock that stands still until a test moves it. */
export interface TestClock {
  (): Date;
  /** Moves the clock forward. */
  advance(ms: number): void;
}

/** A clock at `start` (RFC 3339), to be injected where code asks for the time. */
export function testClock(start = '2026-01-01T00:00:00Z'): TestClock {
  let nowMs = Date.parse(start);
  return Object.assign(() => new Date(nowMs), {
    advance: (ms: number) => {
      nowMs += ms;
    },
  });
}
