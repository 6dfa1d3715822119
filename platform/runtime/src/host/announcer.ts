import { v7 as uuidv7 } from 'uuid';
import {
  CATALOG_ANNOUNCED_TOPIC,
  type Announcement,
  type DocumentText,
  type EventLog,
  type NewEvent,
} from '@mesh/events';
import type { Logger } from '../observability/logger.js';
import { describeProduct } from '../product/describe.js';
import type { HostedProduct } from '../product/hosted-products.js';
import { documentsOf, samplesText } from '../product/published.js';
import { documentBatches } from './document-batches.js';
import { modelCards } from './model-cards.js';
import type { ServiceIdentity } from './service-identity.js';

const BEAT_MS = 3_000;
/** The name under which the catalog keeps the samples. */
const SAMPLES = 'samples.json';

/** Tells the catalog that the products are here, that they still are, and when they go. */
export class Announcer {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly products: readonly HostedProduct[],
    private readonly parts: { readonly log: EventLog; readonly identity: ServiceIdentity; readonly logger: Logger },
  ) {}

  /** The documents go with the first words, which are several where one event cannot hold them. */
  async start(address: string): Promise<void> {
    const started: NewEvent[] = [];
    for (const product of this.products) {
      const batches = documentBatches(await this.documentsOf(product));
      for (const documents of batches.length > 0 ? batches : [[]])
        started.push(this.event(product, 'started', address, documents));
    }
    await this.append(started);
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

  /** What the product publishes, its samples and its model cards: the catalog has them when the service is away. */
  private async documentsOf(product: HostedProduct): Promise<readonly DocumentText[]> {
    const published = documentsOf(product.served).map(({ name, text }) => ({ name, text }));
    const samples = { name: SAMPLES, text: samplesText(product.served).text };
    return [...published, samples, ...(await modelCards(product, this.parts.logger))];
  }

  private announce(state: Announcement['state'], address: string): Promise<void> {
    return this.append(this.products.map((product) => this.event(product, state, address)));
  }

  private async append(events: readonly NewEvent[]): Promise<void> {
    if (events.length > 0) await this.parts.log.append(CATALOG_ANNOUNCED_TOPIC, events);
  }

  private event(
    { served }: HostedProduct,
    state: Announcement['state'],
    address: string,
    documents: readonly DocumentText[] = [],
  ): NewEvent {
    const { identity } = this.parts;
    const at = new Date().toISOString();
    const data: Announcement = {
      state,
      instance: identity.instance,
      at,
      address,
      product: describeProduct(served),
      ...(documents.length > 0 && { documents }),
    };
    return {
      id: uuidv7(),
      source: `urn:mesh:service:${identity.name}`,
      type: CATALOG_ANNOUNCED_TOPIC,
      time: at,
      key: served.declared.id,
      data,
    };
  }
}
