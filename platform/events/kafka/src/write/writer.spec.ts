import { storyWithKafka } from '@mesh/testing';
import { DEFAULT_LIMITS } from '../settings.js';
import { eventOf, openTestLog, topicName } from '../testing/test-log.suite.js';
import { Topics } from '../topics/topics.js';
import { Client } from '../wire/client.js';
import type { Broker } from '../wire/kafkajs.js';
import type { Wire } from '../wire/wire.js';
import { Writer } from './writer.js';

const PRODUCE = 0;

/** The way to the brokers, on which the first answers to what is produced get lost. */
function lossy(wire: Wire, losses: number) {
  let requests = 0;
  let left = losses;
  const overLossy = (broker: Broker): Broker => {
    const { connectionPool } = broker;
    const send: Broker['connectionPool']['send'] = async (protocol) => {
      const answer = await connectionPool.send(protocol);
      if (protocol.request.apiKey !== PRODUCE) return answer;
      requests += 1;
      if (left === 0) return answer;
      left -= 1;
      throw Object.assign(new Error('the answer is lost'), { name: 'KafkaJSConnectionClosedError' });
    };
    return Object.create(broker, { connectionPool: { value: { pool: connectionPool.pool, send } } }) as Broker;
  };
  const node = async (id: number) => overLossy(await wire.node(id));
  return { wire: Object.create(wire, { node: { value: node } }) as Wire, requests: () => requests };
}

storyWithKafka('the writer of the log', () => {
  let opened: Awaited<ReturnType<typeof openTestLog>>;
  let client: Client;
  let wire: Wire;

  beforeAll(async () => {
    opened = await openTestLog();
    client = new Client({ brokers: opened.brokers });
    wire = client.wire();
  }, 60_000);
  afterAll(async () => {
    await Promise.all([wire.close(), client.close()]);
    await opened.close();
  });

  const openWriter = async (losses: number) => {
    const name = topicName();
    await opened.log.declareTopic({ name, partitions: 1 });
    const topic = await new Topics(wire, client.admin).named(name);
    const way = lossy(wire, losses);
    return { name, topic, writer: new Writer(way.wire, DEFAULT_LIMITS), requests: way.requests };
  };

  it('writes nothing twice and lets nothing overtake when answers get lost, and tells the right places', async () => {
    const { name, topic, writer } = await openWriter(4);
    const appends = Array.from({ length: 30 }, async (_, n) => {
      for (let turn = 0; turn < n; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      return writer.append(topic, [eventOf({ data: n })]);
    });
    const positions = (await Promise.all(appends)).flat();
    const stored = await opened.log.read(name, 0, 0, 100);
    expect(stored.map(({ data }) => data)).toEqual(Array.from({ length: 30 }, (_, n) => n));
    expect(positions.map(({ offset }) => stored[offset]?.data)).toEqual(Array.from({ length: 30 }, (_, n) => n));
    await writer.close();
  });

  it('sends what is appended at the same time together', async () => {
    const { topic, writer, requests } = await openWriter(0);
    await Promise.all(Array.from({ length: 200 }, (_, n) => writer.append(topic, [eventOf({ data: n })])));
    expect(requests()).toBeLessThanOrEqual(3);
    await writer.close();
  });

  it('takes an event of the largest size, and appends larger than a request', async () => {
    const { name, topic, writer } = await openWriter(0);
    const largest = eventOf({ data: 'x'.repeat(1_048_574) });
    const many = Array.from({ length: 10 }, () => eventOf({ data: 'y'.repeat(1_000_000) }));
    expect(await writer.append(topic, [largest, ...many])).toHaveLength(11);
    expect((await opened.log.read(name, 0, 0, 20)).map(({ id }) => id)).toEqual([largest, ...many].map(({ id }) => id));
    await writer.close();
  });
});
