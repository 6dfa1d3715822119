import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { startKafkaTool } from '@mesh/kafka-broker';
import { MESSAGE_BYTES } from './samples.js';

const RECORDS = 300_000;

/** What Kafka's own performance programs reach on the same broker with messages of the same size, in messages a second. */
export interface PerfPrograms {
  readonly produced: number;
  readonly consumed: number;
}

export async function perfPrograms(bootstrap: string, topic: string): Promise<PerfPrograms> {
  const producer = await said('producer-perf-test', [
    ...[
      '--topic',
      topic,
      '--num-records',
      String(RECORDS),
      '--record-size',
      String(MESSAGE_BYTES),
      '--throughput',
      '-1',
    ],
    ...['--producer-props', `bootstrap.servers=${bootstrap}`, 'acks=all'],
  ]);
  const consumer = await said('consumer-perf-test', [
    ...['--bootstrap-server', bootstrap, '--topic', topic, '--messages', String(RECORDS), '--timeout', '60000'],
  ]);
  // `300000 records sent, 88495.6 records/sec (…)`, and a table whose columns are named in its first line.
  const produced = Number(/records sent, ([\d.]+) records\/sec/.exec(producer.split('\n').at(-2) ?? '')?.[1]);
  const [names = '', values = ''] = consumer.split('\n').filter((line) => line.includes(','));
  const column = names.split(',').findIndex((name) => name.trim() === 'fetch.nMsg.sec');
  return { produced: Math.round(produced), consumed: Math.round(Number(values.split(',')[column])) };
}

async function said(tool: Parameters<typeof startKafkaTool>[0], args: readonly string[]): Promise<string> {
  const program = startKafkaTool(tool, args);
  const ended = once(program, 'close');
  const [output] = await Promise.all([text(program.stdout), text(program.stderr), ended]);
  return output;
}
