import kafkajs from 'kafkajs';

/**
 * The least that can follow from a message: kafkajs as its documentation shows it reads batches, parses each message and
 * writes it on, and commits both in one transaction a batch. Says `ready` when it reads.
 */
const [brokers = '', from = '', to = ''] = process.argv.slice(2);
const kafka = new kafkajs.Kafka({ brokers: brokers.split(','), clientId: 'bare', logLevel: kafkajs.logLevel.ERROR });
const groupId = 'bare-transform';
const producer = kafka.producer({ transactionalId: groupId, idempotent: true, maxInFlightRequests: 1 });
const consumer = kafka.consumer({ groupId, readUncommitted: false });
await Promise.all([producer.connect(), consumer.connect()]);
await consumer.subscribe({ topics: [from], fromBeginning: true });
consumer.on(consumer.events.GROUP_JOIN, () => console.log('ready'));
await consumer.run({
  autoCommit: false,
  eachBatchAutoResolve: false,
  async eachBatch({ batch, resolveOffset, heartbeat }) {
    const messages = batch.messages.map(({ key, value, headers }) => ({
      key,
      value: JSON.stringify(JSON.parse(String(value))),
      ...(headers && { headers }),
    }));
    const transaction = await producer.transaction();
    await transaction.send({ topic: to, messages });
    const partitions = [{ partition: batch.partition, offset: String(BigInt(batch.lastOffset()) + 1n) }];
    await transaction.sendOffsets({ consumerGroupId: groupId, topics: [{ topic: from, partitions }] });
    await transaction.commit();
    resolveOffset(batch.lastOffset());
    await heartbeat();
  },
});
process.once('disconnect', () => process.exit(0));
