import {
  acceptedInputs,
  consumedInputs,
  inputTopic,
  namesOf,
  streamGroup,
  streamPorts,
  takenBy,
  takenInputs,
  type DataProduct,
  type Deprecation,
  type TopicPort,
} from '@mesh/product';
import { deprecationOf } from '../deprecation.js';
import { replyOf, type Reply } from './reply.js';
import { topicOf } from './topic.js';

/** A topic that the product writes or reads. */
export interface Flow {
  /** Names channel and message within the document. */
  readonly key: string;
  readonly operation: string;
  readonly action: 'send' | 'receive';
  readonly port: TopicPort;
  readonly topic: string;
  /** URN of the port that writes it; a topic that is open to several writers has none. */
  readonly source?: string;
  /** What the messages that the product itself writes conform to. */
  readonly schema?: string;
  /** What Kafka is told of the channel besides its name; only its owner says more. */
  readonly settings: object;
  /** The consumer group, for a topic that is read. */
  readonly group?: string;
  readonly deprecation?: Deprecation | undefined;
  /** What the operation is for, where that is another than the channel's. */
  readonly summary?: string;
  /** Whether callers may ask for a reply, and where it comes. */
  readonly reply?: Reply | undefined;
}

/** The topics that a product writes, then those it reads: its own that others write to, and those of others. */
export function flowsOf(product: DataProduct): readonly Flow[] {
  return [...published(product), ...accepted(product), ...consumed(product), ...streamed(product)];
}

function published(product: DataProduct): readonly Flow[] {
  return Object.entries(product.ports).flatMap(([name, port]) => {
    if (port.kind !== 'event') return [];
    return [
      {
        key: name,
        operation: `send${capital(name)}`,
        action: 'send',
        port,
        ...ownTopic(product, port),
        source: namesOf(product).port(name),
        schema: namesOf(product).schema(name),
        deprecation: deprecationOf(product, port),
      } satisfies Flow,
    ];
  });
}

function accepted(product: DataProduct): readonly Flow[] {
  const taken = takenInputs(product);
  const streamedInputs = takenByStreams(product);
  return acceptedInputs(product)
    .filter(([name]) => !streamedInputs.has(name))
    .map(([name, port]) => ({
      key: name,
      operation: `receive${capital(name)}`,
      action: 'receive',
      port,
      ...ownTopic(product, port),
      // What a port takes by itself, it reads in a group of its own.
      ...(!taken.has(name) && { group: groupOf(product, name) }),
      deprecation: deprecationOf(product, port),
    }));
}

function consumed(product: DataProduct): readonly Flow[] {
  const streamedInputs = takenByStreams(product);
  return consumedInputs(product)
    .filter(([name]) => !streamedInputs.has(name))
    .map(([name, input]) => {
      const { port, topic, source } = inputTopic(product, input);
      return {
        key: `${name}Input`,
        operation: `receive${capital(name)}`,
        action: 'receive',
        port,
        topic,
        source,
        settings: {},
        group: groupOf(product, name),
        deprecation: port.deprecated,
      };
    });
}

/** What a stream port takes: an operation on the channel of its input. */
function streamed(product: DataProduct): readonly Flow[] {
  return streamPorts(product).map(([name, stream]) => {
    const { port, topic, source } = takenBy(product, stream);
    const isOwn = product.inputs?.[stream.takes]?.kind === 'accepted';
    return {
      key: isOwn ? stream.takes : `${stream.takes}Input`,
      operation: name,
      action: 'receive',
      port,
      ...(isOwn ? ownTopic(product, port) : { topic, settings: {}, source }),
      group: streamGroup(product, stream),
      deprecation: deprecationOf(product, stream),
      summary: stream.summary,
      reply: replyOf(product, name, stream),
    };
  });
}

const takenByStreams = (product: DataProduct): ReadonlySet<string> =>
  new Set(streamPorts(product).map(([, { takes }]) => takes));

function ownTopic(product: DataProduct, port: TopicPort): Pick<Flow, 'topic' | 'settings'> {
  const { name, partitions, retentionMs, compacted } = topicOf(product, port);
  const topicConfiguration = compacted
    ? { 'cleanup.policy': ['compact'] }
    : { 'cleanup.policy': ['delete'], 'retention.ms': retentionMs };
  return { topic: name, settings: { partitions, topicConfiguration } };
}

function groupOf(product: DataProduct, input: string): string {
  const { domain, product: own } = namesOf(product);
  return `${domain}.${own}.${input}`;
}

const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
