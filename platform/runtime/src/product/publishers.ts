import type { EventLog, NewEvent } from '@mesh/events';
import type { Asked, EventPort } from '@mesh/product';
import type { Metrics } from '../observability/metrics.js';
import type { PortMeter } from '../observability/port-meter.js';
import { RuntimeErrors } from '../runtime.errors.js';
import { compileValidator } from '../validation/compile-validator.js';
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
    events.map(([name, port]) => [
      name,
      publisher(product, name, port, { log, meter: metrics.meter(product.names.port(name)) }),
    ]),
  );
}

function publisher(
  { names }: ServedProduct,
  name: string,
  port: EventPort,
  { log, meter }: { readonly log: EventLog; readonly meter: PortMeter },
): Publish {
  const topic = names.topic(port.name);
  const source = names.port(name);
  const check = compileValidator(port.message);
  return async (message, asked) => {
    const errors = check(message);
    if (errors.length > 0) throw RuntimeErrors.MESSAGE_INVALID({ port: source, errors });
    const fields = message as Readonly<Record<string, unknown>>;
    const event: NewEvent = {
      id: String(fields[port.id]),
      source,
      type: topic,
      time: String(fields[port.at]),
      key: String(fields[port.key]),
      data: message,
      traceparent: asked.traceparent,
      once: asked.repeatable,
    };
    await log.append(topic, [event]);
    meter.appended();
  };
}
