import pg from 'pg';
import { DatabaseErrors } from './errors.js';
import { withoutValues } from './refusals.js';

const FIRST_RETRY_MS = 50;
const LONGEST_RETRY_MS = 5_000;

type Heard = (payload: string) => void;

/** Hears NOTIFY for all channels over one connection that is opened when first needed and comes back after a break. */
export class Notifications {
  private readonly channels = new Map<string, Set<Heard>>();
  private client: pg.Client | undefined;
  private opening: Promise<void> | undefined;
  private retryTimer: NodeJS.Timeout | undefined;
  private retryMs = FIRST_RETRY_MS;
  private closed = false;

  constructor(private readonly settings: pg.ClientConfig) {}

  async listen(channel: string, heard: Heard): Promise<() => Promise<void>> {
    if (this.closed) throw DatabaseErrors.CLOSED();
    const listeners = this.channels.get(channel) ?? new Set();
    this.channels.set(channel, listeners);
    // A wrapper, so that the same function given twice is two listeners.
    const listener: Heard = (payload) => heard(payload);
    listeners.add(listener);
    await this.connected();
    await this.client?.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    return async () => {
      listeners.delete(listener);
      if (listeners.size > 0 || this.channels.get(channel) !== listeners) return;
      this.channels.delete(channel);
      await this.client?.query(`UNLISTEN ${pg.escapeIdentifier(channel)}`).catch(() => undefined);
    };
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retryTimer);
    await this.opening?.catch(() => undefined);
    const client = this.client;
    this.client = undefined;
    await client?.end().catch(() => undefined);
  }

  private connected(): Promise<void> {
    if (this.client !== undefined) return Promise.resolve();
    this.opening ??= this.open().finally(() => (this.opening = undefined));
    return this.opening;
  }

  private async open(): Promise<void> {
    const client = new pg.Client(this.settings);
    client.on('notification', ({ channel, payload }) => {
      for (const heard of this.channels.get(channel) ?? []) heard(payload ?? '');
    });
    client.on('error', () => this.lost(client));
    client.on('end', () => this.lost(client));
    try {
      await client.connect();
      for (const channel of this.channels.keys()) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw withoutValues(error);
    }
    if (this.closed) return client.end();
    this.client = client;
    this.retryMs = FIRST_RETRY_MS;
  }

  private lost(client: pg.Client): void {
    if (this.client !== client) return;
    this.client = undefined;
    void client.end().catch(() => undefined);
    this.retryLater();
  }

  private retryLater(): void {
    if (this.closed) return;
    this.retryTimer = setTimeout(() => {
      this.connected().then(
        // What was said during the break is lost: an empty word makes every listener look for itself.
        () => this.channels.forEach((listeners) => listeners.forEach((heard) => heard(''))),
        () => this.retryLater(),
      );
    }, this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, LONGEST_RETRY_MS);
  }
}
