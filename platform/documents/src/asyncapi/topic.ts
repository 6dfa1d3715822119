import type { TopicSettings } from '@mesh/events';
import { durationMs, namesOf, personalTexts, type DataProduct, type TopicPort } from '@mesh/product';

const PARTITIONS = 4;
const MAX_RETENTION_MS = 30 * 86_400_000;

/** The topic of an event port or an accepted input, as the runtime declares it; what is to be kept for longer stays in the lake. */
export function topicOf(
  product: DataProduct,
  port: TopicPort,
): Required<Pick<TopicSettings, 'name' | 'partitions' | 'retentionMs' | 'compacted' | 'personal'>> {
  return {
    name: namesOf(product).topic(port.name),
    partitions: PARTITIONS,
    retentionMs: Math.min(MAX_RETENTION_MS, durationMs(product.promises.retention)),
    compacted: port.keeps === 'latest',
    personal: personalTexts(port.message),
  };
}
