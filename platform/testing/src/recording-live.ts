import type { Asked, DataProduct, EventPort, Live } from '@mesh/product';
import { compileValidator } from '@mesh/runtime';

/** One event that a service published. */
export interface Published {
  /** Name of the port. */
  readonly event: string;
  readonly message: object;
  readonly asked: Asked;
}

/** A platform for the service of a product: it remembers what is published, and can be told to fail. */
export interface RecordingLive<P extends DataProduct> {
  readonly live: Live<P>;
  readonly published: readonly Published[];
  /** From now on this event cannot be kept. */
  refuse(event: string): void;
}

/** A platform for a product without models; a message that breaks the contract is refused, as it would be in earnest. */
export function recordingLive<P extends DataProduct>(product: P): RecordingLive<P> {
  const published: Published[] = [];
  const refused = new Set<string>();
  const publisher = (event: string, port: EventPort) => {
    const check = compileValidator(port.message);
    return async (message: object, asked: Asked): Promise<void> => {
      const errors = check(message).map(({ pointer, rule }) => `${pointer} ${rule}`);
      if (errors.length > 0) throw new Error(`the message of ${event} breaks its contract: ${errors.join(', ')}`);
      if (refused.has(event)) throw new Error(`${event} could not be kept`);
      published.push({ event, message, asked });
    };
  };
  const events = Object.entries(product.ports).filter(
    (entry): entry is [string, EventPort] => entry[1].kind === 'event',
  );
  const emit = Object.fromEntries(events.map(([name, port]) => [name, publisher(name, port)]));
  const finder =
    (event: string, { id: field }: EventPort) =>
    (id: string) =>
      Promise.resolve(
        published.find((one) => one.event === event && (one.message as Readonly<Record<string, unknown>>)[field] === id)
          ?.message,
      );
  const find = Object.fromEntries(events.map(([name, port]) => [name, finder(name, port)]));
  return {
    live: { emit, find, models: {} } as unknown as Live<P>,
    published,
    refuse: (event) => void refused.add(event),
  };
}

/** A call by a client, as the runtime hands it to a service. */
export const askedBy = (client: string, purpose = 'TREAT'): Asked => ({
  caller: { id: client, purpose },
  traceId: 'a'.repeat(32),
  traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
  requestId: '0195520c-91e2-7000-8000-000000000001',
  repeatable: true,
  signal: new AbortController().signal,
});
