import { v7 as uuidv7 } from 'uuid';
import { CATALOG_ANNOUNCED_TOPIC, type Announcement, type EventLog } from '@mesh/events';
import type { Logger } from '../observability/logger.js';
import { describeProduct } from '../product/describe.js';
import type { HostedProduct } from '../product/hosted-products.js';
import type { ServiceIdentity } from './service-identity.js';

const BEAT_MS = 3_000;

/** Tells the catalog that the products are here, that they still are, and when they go. */
export class Announcer {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly products: readonly HostedProduct[],
    private readonly parts: { readonly log: EventLog; readonly identity: ServiceIdentity; readonly logger: Logger },
  ) {}

  async start(address: string): Promise<void> {
    await this.announce('started', address);
    this.timer = setInterval(() => {
      this.announce('alive', address).catch((cause: unknown) =>
        this.parts.logger.warn({ cause }, 'the catalog could not be told'),
      );
    }, BEAT_MS);
    this.timer.unref();
    this.address = address;
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    if (this.address !== undefined) await this.announce('stopped', this.address);
  }

  private address: string | undefined;

  private async announce(state: Announcement['state'], address: string): Promise<void> {
    const { log, identity } = this.parts;
    const at = new Date().toISOString();
    const events = this.products.map(({ served }) => {
      const data: Announcement = { state, instance: identity.instance, at, address, product: describeProduct(served) };
      return {
        id: uuidv7(),
        source: `urn:mesh:service:${identity.name}`,
        type: CATALOG_ANNOUNCED_TOPIC,
        time: at,
        key: served.declared.id,
        data,
      };
    });
    if (events.length > 0) await log.append(CATALOG_ANNOUNCED_TOPIC, events);
  }
}
