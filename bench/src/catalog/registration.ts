import type { Database } from '@mesh/database';
import {
  CATALOG_ANNOUNCED_TOPIC,
  CATALOG_MEASURED_TOPIC,
  type Announcement,
  type EventLog,
  type Measurement,
  type NewEvent,
  type ProductDescription,
} from '@mesh/events';

const BATCH = 200;
const APPENDERS = 4;
const LOOK_EVERY_MS = 50;
const PATIENCE_MS = 1_200_000;
/** A service that speaks faster than it is heard is not one: this many announcements wait at most. */
const MOST_UNHEARD = 10_000;
const GROUP = 'catalog';

/** Where products are announced and how it is known that they have arrived. */
export interface Registry {
  readonly database: Database;
  readonly log: EventLog;
}

/** Announces products through the event log and waits until the catalog has heard them all; products a second. */
export async function announceAll(
  registry: Registry,
  state: Announcement['state'],
  products: Iterable<ProductDescription>,
): Promise<number> {
  const since = performance.now();
  const next = products[Symbol.iterator]();
  let count = 0;
  const appender = async (): Promise<void> => {
    for (;;) {
      const events = take(next, BATCH).map((product) => announcementOf(product, state));
      if (events.length === 0) return;
      await registry.log.append(CATALOG_ANNOUNCED_TOPIC, events);
      count += events.length;
      while ((await unheard(registry)) > MOST_UNHEARD) await pause();
    }
  };
  await Promise.all(Array.from({ length: APPENDERS }, appender));
  await eventually(async () => (await unheard(registry)) === 0);
  return count / ((performance.now() - since) / 1_000);
}

/** Tells how much each product was called, as its service would. */
export async function measureUse(
  { log, database }: Registry,
  use: readonly { readonly id: string; readonly callers: Readonly<Record<string, number>> }[],
): Promise<void> {
  const to = new Date().toISOString();
  const events = use.map(({ id, callers }): NewEvent => {
    const calls = Object.values(callers).reduce((sum, more) => sum + more, 0);
    const data: Measurement = {
      product: id,
      version: '1.0.0',
      instance: 'bench',
      from: to,
      to,
      ports: [{ name: 'rows', calls, faults: 0, callers }],
    };
    return eventOf(CATALOG_MEASURED_TOPIC, id, data);
  });
  for (let from = 0; from < events.length; from += BATCH)
    await log.append(CATALOG_MEASURED_TOPIC, events.slice(from, from + BATCH));
  await eventually(async () => {
    const [row] = await database.query<{ ranked: number }>(`SELECT count(*)::int AS ranked FROM catalog.product_use`);
    return row?.ranked === use.length;
  });
}

function take<Item>(items: Iterator<Item>, count: number): Item[] {
  const taken: Item[] = [];
  for (let next = items.next(); next.done !== true; next = items.next()) {
    taken.push(next.value);
    if (taken.length === count) break;
  }
  return taken;
}

function announcementOf(product: ProductDescription, state: Announcement['state']): NewEvent {
  const at = new Date().toISOString();
  const data: Announcement = { state, instance: 'bench', at, address: 'http://127.0.0.1:1', product };
  return eventOf(CATALOG_ANNOUNCED_TOPIC, product.id, data);
}

let serial = 0;

function eventOf(topic: string, key: string, data: unknown): NewEvent {
  serial += 1;
  return { id: `bench-${serial}`, source: 'urn:mesh:bench', type: topic, time: new Date().toISOString(), key, data };
}

const unheard = ({ log }: Registry): Promise<number> => log.lag(CATALOG_ANNOUNCED_TOPIC, GROUP);
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));

async function eventually(isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error('the catalog did not take in what it was told');
    await pause();
  }
}
