import {
  durationMs,
  inputTopic,
  namesOf,
  readBy,
  type DataProduct,
  type EventPort,
  type Joined,
  type Processing,
  type Shape,
  type TopicPort,
  type Windowed,
} from '@mesh/product';
import { fieldsOf } from '../figures/window-figures.js';
import { StreamErrors } from '../streams.errors.js';
import type { JoinPlan, PlannedSink, PlannedSource, StreamPlan, WindowPlan } from './stream-plan.js';

/** Makes the check of a message; what it returns throws where a message is not what its shape says. */
export type CheckOf = (message: Shape) => (data: unknown) => void;

interface Read {
  readonly topic: string;
  readonly port: TopicPort;
}

/** Derives what a processor needs from the declaration of a product: topics, group, fields, times. */
export function planProcessing(product: DataProduct, name: string, checkOf?: CheckOf): StreamPlan {
  const processing = product.processing?.[name];
  if (processing === undefined) throw StreamErrors.BAD_DECLARATION({ processing: name, because: 'it is not declared' });
  return processing.kind === 'windowed'
    ? planWindowed(product, name, processing, checkOf)
    : planJoined(product, name, processing, checkOf);
}

function planWindowed(product: DataProduct, name: string, declared: Windowed, checkOf?: CheckOf): WindowPlan {
  const { port, topic } = readOf(product, name, declared.from);
  const { key, aggregate, late } = declared;
  const { at } = eventPort(product, name, declared.gives);
  if (at !== 'windowStart' && at !== 'windowEnd')
    throw StreamErrors.BAD_DECLARATION({ processing: name, because: 'the time of its results is no end of a window' });
  const source: PlannedSource = {
    ...{ topic, side: 'left', topicKey: port.key, at: declared.at ?? port.at },
    ...(late === undefined && { keeps: [key, ...fieldsOf(aggregate)] }),
    ...(checkOf && { check: checkOf(port.message) }),
  };
  return {
    ...common(product, name, declared, 'resultId'),
    kind: 'windowed',
    sources: [source],
    key,
    sizeMs: durationMs(declared.size),
    everyMs: durationMs(declared.every),
    aggregates: aggregate,
    ...(late !== undefined && { late: sinkOf(product, name, late) }),
  };
}

function planJoined(product: DataProduct, name: string, declared: Joined, checkOf?: CheckOf): JoinPlan {
  const sources = (['left', 'right'] as const).map((side): PlannedSource => {
    const { port, topic } = readOf(product, name, declared[side]);
    const picked = Object.values(declared.select).filter((pick) => pick.side === side);
    const keeps = [...new Set([...declared.on, ...picked.map(({ field }) => field)])];
    return { topic, side, topicKey: port.key, at: port.at, keeps, ...(checkOf && { check: checkOf(port.message) }) };
  });
  const { key, at } = eventPort(product, name, declared.gives);
  const isAlwaysThere = (field: string): boolean =>
    field === 'joinId' || declared.unmatched === 'none' || declared.select[field]?.side === 'left';
  if (!isAlwaysThere(key) || !isAlwaysThere(at))
    throw StreamErrors.BAD_DECLARATION({
      processing: name,
      because: 'key and time of a lone left event must be its own',
    });
  if (sources[0]?.topic === sources[1]?.topic)
    throw StreamErrors.BAD_DECLARATION({ processing: name, because: 'a stream is not joined with itself' });
  return {
    ...common(product, name, declared, 'joinId'),
    kind: 'joined',
    sources,
    on: declared.on,
    withinMs: durationMs(declared.within),
    beforeMs: durationMs(declared.before),
    select: declared.select,
    unmatched: declared.unmatched === 'left',
  };
}

function common(product: DataProduct, name: string, processing: Processing, id: string) {
  const { domain, product: short, major } = namesOf(product);
  const sink = sinkOf(product, name, processing.gives);
  if (sink.id !== id)
    throw StreamErrors.BAD_DECLARATION({
      processing: name,
      because: `the id of port ${processing.gives} must be ${id}`,
    });
  if (readBy(processing).includes(processing.gives))
    throw StreamErrors.BAD_DECLARATION({ processing: name, because: 'it gives to a port that it reads' });
  return {
    group: `${domain}.${short}.${kebab(name)}.v${major}`,
    sink,
    outOfOrdernessMs: durationMs(processing.outOfOrderness),
    latenessMs: durationMs(processing.lateness),
    idlenessMs: durationMs(processing.idleness),
  };
}

function readOf(product: DataProduct, processing: string, name: string): Read {
  const input = product.inputs?.[name];
  if (input !== undefined) return inputTopic(product, input);
  const port = eventPort(product, processing, name);
  return { port, topic: namesOf(product).topic(port.name) };
}

function sinkOf(product: DataProduct, processing: string, name: string): PlannedSink {
  const { id, key, at, name: event } = eventPort(product, processing, name);
  const names = namesOf(product);
  return { topic: names.topic(event), source: names.port(name), schema: names.schema(name), id, key, at };
}

function eventPort(product: DataProduct, processing: string, name: string): EventPort {
  const port = product.ports[name];
  if (port?.kind !== 'event')
    throw StreamErrors.BAD_DECLARATION({ processing, because: `there is no event port ${name}` });
  return port;
}

/** Names of topics have small letters only. */
const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
