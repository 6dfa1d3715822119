import type { EventLog } from '@mesh/events';
import type { Asked, EventPort } from '@mesh/product';
import type { Metrics } from '../observability/metrics.js';
import { eventMaker } from './event-of-message.js';
import type { ServedProduct } from './served-product.js';

type Publish = (message: object, asked: Asked) => Promise<void>;

/** One publisher an event port: validates, wraps as a CloudEvent, and resolves when the event is durable. */
export function publishersOf(
  product: ServedProduct,
  { log, metrics }: { readonly log: EventLog; readonly metrics: Metrics },
): Record<string, Publish> {
  const events = Object.entries(product.declared.ports).filter(
    (entry): entry is [string, EventPort] => entry[1].kind === 'event',
  );
  return Object.fromEntries(
    events.map(([name, port]) => {
      const { topic, source, eventOf } = eventMaker(product, name, port);
      const meter = metrics.meter(source);
      const publish: Publish = async (message, asked) => {
        await log.append(topic, [eventOf(message, asked)]);
        meter.appended();
      };
      return [name, publish];
    }),
  );
}
