import { openDatabase } from '@mesh/database';
import { describeEventLog } from '@mesh/events-suite';
import { startTestDatabase, startTestKafka, storyWithKafka } from '@mesh/testing';
import { KafkaEventLog } from './index.js';

storyWithKafka('the event log on Kafka', () => {
  describeEventLog('on Kafka', async () => {
    const kafka = await startTestKafka();
    const test = await startTestDatabase();
    const { brokers } = kafka.connectionWithoutSignIn();
    const closers: (() => Promise<void>)[] = [];
    const reopen = async () => {
      const database = openDatabase(test.url);
      const log = await KafkaEventLog.open({ brokers }, database);
      closers.push(() => log.close().then(() => database.close()));
      return log;
    };
    const close = async () => {
      for (const each of closers) await each();
      await test.close();
    };
    const opening = `(await import('@mesh/events-kafka')).KafkaEventLog.open(
      ${JSON.stringify({ brokers })}, (await import('@mesh/database')).openDatabase(${JSON.stringify(test.url)}))`;
    return { log: await reopen(), reopen, opening, shortestLeaseMs: 6_000, close };
  });
});
