/** Lets one work at a time, in the order in which they came: who would only wait for a row holds no connection. */
export class OneAtATime {
  private last: Promise<unknown> = Promise.resolve();

  /** Works when those before are through, however that ended; a signal that has aborted by then ends it unbegun. */
  work<Result>(work: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    const worked = this.last.then(() => {
      signal.throwIfAborted();
      return work();
    });
    this.last = worked.catch(() => undefined);
    return worked;
  }
}
