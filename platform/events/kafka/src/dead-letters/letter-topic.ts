import { createHash } from 'node:crypto';
import type { Topic, Topics } from '../topics/topics.js';

const ENDING = '.dlq';
const LONGEST_NAME = 249;
const MAX_LETTER_BYTES = 4 * 1_048_576;
/** What was dropped is gone for good within a day. */
const COMPACTION = {
  'max.compaction.lag.ms': String(24 * 3_600_000),
  'segment.ms': String(3_600_000),
  'min.cleanable.dirty.ratio': '0.01',
};

/** `<topic>.<group>.dlq`; a group whose name no topic can have is told apart by a hash. */
export function letterTopicName(topic: string, group: string): string {
  const name = `${topic}.${group}${ENDING}`;
  if (/^[\w.-]+$/.test(name) && name.length <= LONGEST_NAME) return name;
  const hash = createHash('sha256').update(`${topic} ${group}`).digest('hex').slice(0, 16);
  return `${topic.slice(0, 150)}.${group.replaceAll(/[^\w.-]/g, '-').slice(0, 60)}.${hash}${ENDING}`;
}

export const isLetterTopic = (name: string): boolean => name.endsWith(ENDING);

/** The topic of a group's dead letters; it is made when the first one comes. */
export async function letterTopic(topics: Topics, topic: string, group: string): Promise<Topic> {
  const name = letterTopicName(topic, group);
  const present = topics.remembered(name) ?? (await topics.look(name));
  if (present !== undefined) return present;
  const settings = { name, partitions: 1, retentionMs: -1, isCompacted: true, replicas: undefined };
  return topics.make(settings, { ...COMPACTION, 'max.message.bytes': String(MAX_LETTER_BYTES) });
}
