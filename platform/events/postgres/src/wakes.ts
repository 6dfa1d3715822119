import { randomUUID } from 'node:crypto';
import type { Database } from '@mesh/database';

const CHANNEL = 'mesh_events_appended';
const NOTIFY_EVERY_MS = 10;
const MAX_PAYLOAD_LENGTH = 7_000;

/** Rings the readers of a partition when it has something new, at once in this process and by NOTIFY in others. */
export class Wakes {
  private readonly bells = new Map<string, Set<() => void>>();
  private readonly sender = randomUUID();
  private readonly unannounced = new Set<string>();
  private timer: NodeJS.Timeout | undefined;
  private lastNotifyMs = -Infinity;
  private listening: Promise<() => Promise<void>> | undefined;

  constructor(private readonly database: Database) {}

  /** Calls `ring` whenever the place (`topic:partition`) may have new events; gives the way to stop. */
  async on(place: string, ring: () => void): Promise<() => void> {
    const bells = this.bells.get(place) ?? new Set();
    this.bells.set(place, bells.add(ring));
    this.listening ??= this.database.listen(CHANNEL, (payload) => this.hear(payload));
    await this.listening.catch(() => (this.listening = undefined));
    return () => void bells.delete(ring);
  }

  /** Tells of events written by this process. Notifications are gathered: a busy writer sends one every few milliseconds. */
  appended(places: readonly string[]): void {
    for (const place of places) {
      this.ring(place);
      this.unannounced.add(place);
    }
    this.timer ??= setTimeout(
      () => void this.announce(),
      Math.max(0, this.lastNotifyMs + NOTIFY_EVERY_MS - performance.now()),
    );
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    if (this.unannounced.size > 0) await this.announce();
    clearTimeout(this.timer);
    const stop = await this.listening?.catch(() => undefined);
    await stop?.();
  }

  private async announce(): Promise<void> {
    this.timer = undefined;
    this.lastNotifyMs = performance.now();
    const places = [...this.unannounced].join(',');
    this.unannounced.clear();
    const payload = `${this.sender} ${places.length > MAX_PAYLOAD_LENGTH ? '' : places}`;
    // Lost when the database is away; then the readers find the events when they look by themselves.
    await this.database.query('SELECT pg_notify($1, $2)', [CHANNEL, payload]).catch(() => undefined);
  }

  private hear(payload: string): void {
    const [sender, places = ''] = payload.split(' ');
    if (sender === this.sender) return;
    if (places === '') for (const place of this.bells.keys()) this.ring(place);
    else for (const place of places.split(',')) this.ring(place);
  }

  private ring(place: string): void {
    for (const ring of this.bells.get(place) ?? []) ring();
  }
}
