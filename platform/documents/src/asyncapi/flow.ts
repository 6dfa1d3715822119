import { namesOf, type DataProduct, type Deprecation, type EventPort } from '@mesh/product';
import { deprecationOf } from '../deprecation.js';
import { topicOf } from './topic.js';

/** A topic that the product writes or reads. */
export interface Flow {
  /** Names channel and message within the document. */
  readonly key: string;
  readonly operation: string;
  readonly action: 'send' | 'receive';
  readonly port: EventPort;
  readonly topic: string;
  /** URN of the port that writes it. */
  readonly source: string;
  /** What Kafka is told of the channel besides its name; only its owner says more. */
  readonly settings: object;
  /** The consumer group, for a topic that is read. */
  readonly group?: string;
  readonly deprecation?: Deprecation | undefined;
}

/** The topics that a product writes, then those it reads. */
export function flowsOf(product: DataProduct): readonly Flow[] {
  return [...published(product), ...consumed(product)];
}

function published(product: DataProduct): readonly Flow[] {
  return Object.entries(product.ports).flatMap(([name, port]) => {
    if (port.kind !== 'event') return [];
    const { name: topic, partitions, retentionMs } = topicOf(product, port);
    const topicConfiguration = { 'cleanup.policy': ['delete'], 'retention.ms': retentionMs };
    return [
      {
        key: name,
        operation: `send${capital(name)}`,
        action: 'send',
        port,
        topic,
        source: namesOf(product).port(name),
        settings: { partitions, topicConfiguration },
        deprecation: deprecationOf(product, port),
      } satisfies Flow,
    ];
  });
}

function consumed(product: DataProduct): readonly Flow[] {
  const { domain, product: own } = namesOf(product);
  return Object.entries(product.inputs ?? {}).map(([name, { product: producer, port }]) => ({
    key: `${name}Input`,
    operation: `receive${capital(name)}`,
    action: 'receive',
    port,
    topic: namesOf(producer).topic(port.name),
    source: namesOf(producer).port(port.name),
    settings: {},
    group: `${domain}.${own}.${name}`,
    deprecation: port.deprecated,
  }));
}

const capital = (name: string): string => `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
