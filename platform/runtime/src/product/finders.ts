import type { EventLog } from '@mesh/events';
import type { Dataset } from '@mesh/lake';
import type { DatasetPort, EventPort } from '@mesh/product';
import type { DatasetEdge } from './dataset-edge.js';
import type { ServedProduct } from './served-product.js';

type Find = (id: string) => Promise<object | undefined>;

/** An event is appended within the deadline of the call that its id was made for; some room for clocks is added. */
const APPENDED_WITHIN_MS = 20_000;
const NEAR_MS = 60_000;

/** One finder an event port: the message of an id, from the log while that remembers it and from the dataset that lands it. */
export function findersOf(
  product: ServedProduct,
  { log, datasets }: { readonly log: EventLog; readonly datasets: ReadonlyMap<string, DatasetEdge> },
): Record<string, Find> {
  const ports = Object.entries(product.declared.ports);
  return Object.fromEntries(
    ports
      .filter((entry): entry is [string, EventPort] => entry[1].kind === 'event')
      .map(([name, port]) => {
        const landing = ports.find(([, other]) => other.kind === 'dataset' && isWhole(other, name, port));
        const edge = landing && datasets.get(landing[0]);
        return [name, finderOf(product.names.topic(port.name), port, { log, dataset: () => edge?.dataset })];
      }),
  );
}

/** Whether the rows of a dataset are the messages of the port, field by field. */
const isWhole = ({ lands, row, key }: DatasetPort, name: string, { message, id }: EventPort): boolean =>
  lands === name && row === message && key === id;

function finderOf(
  topic: string,
  { id: idField, at }: EventPort,
  { log, dataset }: { readonly log: EventLog; readonly dataset: () => Dataset | undefined },
): Find {
  const rowOf = async (id: string, within: { from?: string; to?: string }): Promise<object | undefined> => {
    const kept = dataset();
    // Days are of the field that partitions: a window in time is one of that field only if it is the same.
    const window = kept?.settings.dayOf === at ? within : {};
    return (await kept?.page({ equals: { [idField]: id }, ...window }, 1))?.rows[0];
  };
  return async (id) => {
    const near = timeOf(id);
    if (near === undefined) return rowOf(id, {});
    // An id of a time that has not come names nothing, and its window may be one that no calendar writes.
    if (near.getTime() > Date.now() + NEAR_MS) return undefined;
    // The log first: it knows at once of somebody who is to be forgotten, while the lake is still being rewritten.
    const event = await log.find(topic, id, near, APPENDED_WITHIN_MS);
    if (event !== undefined) return log.isForgotten?.(event) === true ? undefined : (event.data as object);
    const from = new Date(near.getTime() - NEAR_MS).toISOString();
    const to = new Date(near.getTime() + NEAR_MS).toISOString();
    // What followed from an event has the time of that event in its id, and may have come long after it.
    return (await rowOf(id, { from, to })) ?? rowOf(id, { from });
  };
}

/** The time in a UUIDv7 (RFC 9562 section 5.7): its first 48 bits are milliseconds since 1970. */
function timeOf(id: string): Date | undefined {
  if (!/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id)) return undefined;
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}
