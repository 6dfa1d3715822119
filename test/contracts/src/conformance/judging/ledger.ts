/** One answer that a suite was given. */
export interface Entry {
  readonly operation: string;
  readonly status: number;
  /** Of a problem. */
  readonly code: string | undefined;
}

/** Keeps every answer of a suite and what was wrong with each. */
export class Ledger {
  readonly entries: Entry[] = [];
  private readonly wrong = new Map<string, number>();

  note(entry: Entry, findings: readonly string[]): void {
    this.entries.push(entry);
    for (const finding of findings) this.wrong.set(finding, (this.wrong.get(finding) ?? 0) + 1);
  }

  /** What was wrong, each once with how often it occurred. */
  get findings(): readonly string[] {
    return [...this.wrong].map(([finding, times]) => `${finding} (${times} times)`);
  }

  /** The codes with which an operation was answered, each once. */
  codesOf(operation: string): readonly string[] {
    const own = this.entries.filter((entry) => entry.operation === operation);
    return [...new Set(own.flatMap(({ code }) => code ?? []))];
  }

  /** Whether an operation was answered with a code. */
  has(operation: string, code: string): boolean {
    return this.entries.some((entry) => entry.operation === operation && entry.code === code);
  }
}
