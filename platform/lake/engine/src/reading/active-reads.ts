/** Knows who reads at the moment, so that files are not taken away from under a reader. */
export class ActiveReads {
  private readonly reads = new Set<Promise<unknown>>();

  run<T>(read: () => Promise<T>): Promise<T> {
    const running = read();
    const settled = running.then(
      () => undefined,
      () => undefined,
    );
    this.reads.add(settled);
    void settled.then(() => this.reads.delete(settled));
    return running;
  }

  /** Resolves when all who read now are done; they have deadlines. Later ones read what the manifest says later. */
  async drained(): Promise<void> {
    await Promise.all(this.reads);
  }
}
