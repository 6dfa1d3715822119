import { readFileSync } from 'node:fs';
import { startTestKafka, storyWithKafka, type TestKafka } from '@mesh/testing';
import { KafkaEventLog } from '../index.js';
import { eventOf, topicName } from '../testing/test-log.suite.js';

storyWithKafka('signing in to the brokers', () => {
  let kafka: TestKafka;

  beforeAll(async () => {
    kafka = await startTestKafka();
  }, 60_000);

  it.each([
    ['plain', false],
    ['scram-sha-256', false],
    ['scram-sha-512', true],
  ] as const)('works by %s, within TLS: %s', async (mechanism, tls) => {
    const { brokers, sasl } = kafka.connection(mechanism, { tls });
    const ca = readFileSync(kafka.certificates.ca, 'utf8');
    const log = await KafkaEventLog.open({ brokers, ...(sasl && { sasl }), ...(tls && { ssl: { ca } }) });
    const topic = topicName();
    await log.declareTopic({ name: topic, partitions: 1 });
    expect(await log.append(topic, [eventOf()])).toEqual([{ partition: 0, offset: 0 }]);
    await log.close();
  });

  it('is refused with a wrong password, and no password is told', async () => {
    const { brokers } = kafka.connection('scram-sha-512');
    const sasl = { mechanism: 'scram-sha-512', username: 'mesh', password: 'wrong-secret' } as const;
    const refused = await KafkaEventLog.open({ brokers, sasl }).catch((error: unknown) => error as Error);
    expect(refused).toMatchObject({ code: 'KAFKA.ACCESS_REFUSED' });
    expect(JSON.stringify(refused) + String(refused)).not.toContain('wrong-secret');
  });

  it('lets in a stranger who may do nothing, and says so', async () => {
    const { brokers, sasl } = kafka.connection('plain', { user: 'stranger' });
    const log = await KafkaEventLog.open({ brokers, ...(sasl && { sasl }) });
    await expect(log.declareTopic({ name: topicName() })).rejects.toMatchObject({ code: 'KAFKA.ACCESS_REFUSED' });
    await log.close();
  });
});
