import type { Readiness } from '@mesh/runtime';

const LOOK_EVERY_MS = 2_000;
/** One answer that is late may be chance. */
const MISSES = 2;
const WAITING_FOR = 'event log';

/** Tells services that the event log is away, so that nobody sends them work, and when it is back. */
export class EventLogWatch {
  private readonly told = new Set<Readiness>();
  private readonly timer: NodeJS.Timeout;
  private misses = 0;
  private isLooking = false;

  constructor(
    private readonly ping: () => Promise<void>,
    everyMs = LOOK_EVERY_MS,
  ) {
    this.timer = setInterval(() => void this.look(), everyMs).unref();
  }

  /** From here on the readiness of the service knows. */
  tell(readiness: Readiness): void {
    this.told.add(readiness);
    if (this.misses >= MISSES) readiness.expect(WAITING_FOR);
  }

  close(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    const isThere = await this.ping().then(
      () => true,
      () => false,
    );
    this.isLooking = false;
    this.misses = isThere ? 0 : this.misses + 1;
    if (isThere) for (const readiness of this.told) readiness.done(WAITING_FOR);
    else if (this.misses === MISSES) for (const readiness of this.told) readiness.expect(WAITING_FOR);
  }
}
