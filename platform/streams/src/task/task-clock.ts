/** How far one partition that feeds a task has come. */
export interface InputState {
  /** Latest event time that counts for the watermark, milliseconds since 1970; null before the first event. */
  readonly at: number | null;
  /** When an event of it was last taken in, by the clock of the state's store. */
  readonly seenAt: number;
  /** Silent and read to its end: it does not hold the watermark. */
  readonly idle: boolean;
}

/**
 * The watermark of one task: the time up to which its input is held to be complete. It is the least of its inputs, each
 * the latest event time seen less the bounded disorder, without those that are idle; it never goes back.
 */
export class TaskClock {
  private readonly inputs: Map<string, InputState>;
  private mark: number | null;

  constructor(
    inputs: Readonly<Record<string, InputState>>,
    watermark: number | null,
    private readonly outOfOrdernessMs: number,
  ) {
    this.inputs = new Map(Object.entries(inputs));
    this.mark = watermark;
  }

  /** Milliseconds since 1970; null as long as nothing can be said. */
  get watermark(): number | null {
    return this.mark;
  }

  get state(): Readonly<Record<string, InputState>> {
    return Object.fromEntries(this.inputs);
  }

  /** Whether what ended at this time is complete. */
  isPast(time: number): boolean {
    return this.mark !== null && time <= this.mark;
  }

  /** An event of an input was taken in. */
  observe(input: string, at: number, now: number): void {
    const before = this.inputs.get(input);
    this.inputs.set(input, { at: Math.max(at, before?.at ?? at), seenAt: now, idle: false });
    // For each event: most are of the same input one after the other.
    if (before === undefined || before.idle || before.at === null || at > before.at) this.settle();
  }

  /** Inputs that have been silent since `before` and are not known to be idle. */
  silentSince(before: number): readonly string[] {
    return [...this.inputs].filter(([, { idle, seenAt }]) => !idle && seenAt <= before).map(([input]) => input);
  }

  /** An input is silent and read to its end. */
  rest(input: string): void {
    const before = this.inputs.get(input);
    if (before !== undefined) this.inputs.set(input, { ...before, idle: true });
    this.settle();
  }

  /** Where every input is idle, event time goes on at the pace of the clock. */
  pass(elapsedMs: number): void {
    if (this.mark === null || [...this.inputs.values()].some(({ idle }) => !idle)) return;
    this.mark += elapsedMs;
  }

  private settle(): void {
    let [slowest, latest, areActive] = [Infinity, -Infinity, false];
    for (const { at, idle } of this.inputs.values()) {
      if (!idle) areActive = true;
      // Who has not spoken yet may still bring any time.
      if (!idle && at === null) return;
      if (at === null) continue;
      if (!idle) slowest = Math.min(slowest, at);
      latest = Math.max(latest, at);
    }
    const reached = areActive ? slowest : latest;
    if (Number.isFinite(reached)) this.mark = Math.max(this.mark ?? -Infinity, reached - this.outOfOrdernessMs);
  }
}
