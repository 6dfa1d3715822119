import { randomUUID } from 'node:crypto';
import { openDatabase } from '@mesh/database';
import type { NewEvent } from '@mesh/events';
import { startTestDatabase, startTestKafka } from '@mesh/testing';
import kafkajs from 'kafkajs';
import { KafkaEventLog, type KafkaSettings } from '../index.js';

/** A log on the broker of the test process, with kafkajs beside it as any other client has it. */
export async function openTestLog(settings: Partial<KafkaSettings> = {}) {
  const kafka = await startTestKafka();
  const test = await startTestDatabase();
  const { brokers } = kafka.connectionWithoutSignIn();
  const database = openDatabase(test.url);
  const log = await KafkaEventLog.open({ brokers, ...settings }, database);
  const bare = new kafkajs.Kafka({ brokers, clientId: 'bare', logLevel: kafkajs.logLevel.NOTHING });
  const close = async () => {
    await log.close();
    await database.close();
    await test.close();
  };
  return { log, bare, brokers, databaseUrl: test.url, close };
}

/** A topic of a test's own. */
export const topicName = () => `kafka.test-${randomUUID().slice(0, 8)}.happened.v1`;

/** A valid event, except for what is given. */
export const eventOf = (given: Partial<NewEvent> = {}): NewEvent => ({
  id: randomUUID(),
  source: '/kafka-test',
  type: 'kafka.happened.v1',
  time: '2026-01-02T03:04:05Z',
  key: 'k',
  data: 1,
  ...given,
});
