import { spawn, type ChildProcessByStdio } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { findKafka } from './find-kafka.js';

/** Kafka's own programs, by the class that is started. */
const TOOLS = {
  'console-consumer': 'org.apache.kafka.tools.consumer.ConsoleConsumer',
  'console-producer': 'org.apache.kafka.tools.ConsoleProducer',
  'consumer-groups': 'org.apache.kafka.tools.consumer.group.ConsumerGroupCommand',
  'consumer-perf-test': 'org.apache.kafka.tools.ConsumerPerformance',
  'producer-perf-test': 'org.apache.kafka.tools.ProducerPerformance',
  topics: 'org.apache.kafka.tools.TopicCommand',
} as const;

/** Starts one of Kafka's own programs; the caller ends it where it does not end by itself. */
export function startKafkaTool(
  tool: keyof typeof TOOLS,
  args: readonly string[],
): ChildProcessByStdio<Writable, Readable, Readable> {
  const flags = ['-Xmx512m', '-XX:+UseSerialGC', '-Dlog4j2.level=ERROR', '-cp', findKafka().classPath];
  return spawn('java', [...flags, TOOLS[tool], ...args], { stdio: 'pipe' });
}
