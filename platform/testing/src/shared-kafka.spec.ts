import { Kafka, logLevel } from 'kafkajs';
import { startTestKafka, storyWithKafka } from './index.js';

storyWithKafka('given the broker that the specs of a process share', () => {
  it('is the same for all who ask, and takes messages', async () => {
    const [one, other] = await Promise.all([startTestKafka(), startTestKafka()]);
    expect(other.bootstrap).toEqual(one.bootstrap);
    const admin = new Kafka({
      clientId: 'spec',
      ...one.connection('scram-sha-512'),
      logLevel: logLevel.NOTHING,
    }).admin();
    await admin.connect();
    expect((await admin.describeCluster()).brokers).toHaveLength(1);
    await admin.disconnect();
  }, 60_000);
});
