/** What a service still waits for before it can do its work. */
export class Readiness {
  private readonly pending = new Set<string>();
  private readonly listeners = new Set<() => void>();

  expect(what: string): void {
    this.pending.add(what);
  }

  done(what: string): void {
    this.pending.delete(what);
    for (const listener of this.listeners) listener();
  }

  waitingFor(): readonly string[] {
    return [...this.pending];
  }

  /** Resolves when nothing is waited for; rejects with what is missing when `timeoutMs` passes first. */
  async whenReady(timeoutMs: number): Promise<void> {
    if (this.pending.size === 0) return;
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(
        () => reject(new Error(`not ready: waiting for ${this.waitingFor().join(', ')}`)),
        timeoutMs,
      );
      this.listeners.add(() => {
        if (this.pending.size > 0) return;
        clearTimeout(timer);
        resolve();
      });
    });
  }
}
