import type { LoggedEvent } from '@mesh/events';
import { eventually, storyWithKafka } from '@mesh/testing';
import kafkajs, { type EachMessagePayload, type Message } from 'kafkajs';
import { eventOf, openTestLog, topicName } from '../testing/test-log.suite.js';

const HEADERS = {
  'content-type': 'application/json',
  ce_specversion: '1.0',
  ce_id: 'foreign',
  ce_source: '/foreign',
  ce_type: 'foreign.happened.v1',
  ce_time: '2026-01-02T03:04:05Z',
};
const without = (name: string) => Object.fromEntries(Object.entries(HEADERS).filter(([key]) => key !== name));

/** Messages that are no events, and why. */
const POISON: readonly [reason: string, message: Message][] = [
  ['NoHeaders', { key: 'k', value: '{"n":1}' }],
  ['NoHeaders', { key: null, value: 'secret' }],
  ['MissingAttribute', { key: 'k', value: '1', headers: without('ce_id') }],
  ['MissingAttribute', { key: 'k', value: '1', headers: without('ce_specversion') }],
  ['MissingAttribute', { key: 'k', value: '1', headers: { ...HEADERS, ce_type: '' } }],
  ['WrongSpecVersion', { key: 'k', value: '1', headers: { ...HEADERS, ce_specversion: '9.9' } }],
  ['WrongContentType', { key: 'k', value: '1', headers: { ...HEADERS, 'content-type': 'text/csv' } }],
  ['WrongContentType', { key: 'k', value: '1', headers: without('content-type') }],
  ['WrongAttribute', { key: 'k', value: '1', headers: { ...HEADERS, ce_time: 'yesterday' } }],
  ['WrongAttribute', { key: 'k', value: '1', headers: { ...HEADERS, ce_id: 'x'.repeat(2_000) } }],
  ['NoKey', { key: null, value: '1', headers: HEADERS }],
  ['NoValue', { key: 'k', value: null, headers: HEADERS }],
  ['TooLarge', { key: 'k', value: JSON.stringify('x'.repeat(1_100_000)), headers: HEADERS }],
  ['NotUtf8', { key: 'k', value: Buffer.from([0x22, 0xff, 0xfe, 0x22]), headers: HEADERS }],
  ['NotJson', { key: 'k', value: '{"secret":', headers: HEADERS }],
];

storyWithKafka('messages of a topic', () => {
  let opened: Awaited<ReturnType<typeof openTestLog>>;

  beforeAll(async () => {
    opened = await openTestLog();
  }, 60_000);
  afterAll(() => opened.close());

  const send = async (topic: string, messages: Message[]) => {
    const producer = opened.bare.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    await producer.connect();
    for (const message of messages) await producer.send({ topic, messages: [message] });
    await producer.disconnect();
  };

  it('are CloudEvents in binary mode for any client: attributes as headers, data as plain JSON, in the partition of its key', async () => {
    const topic = topicName();
    await opened.log.declareTopic({ name: topic, partitions: 4 });
    const event = eventOf({
      key: 'patient 1',
      data: { text: 'ü', n: 1.5 },
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      dataschema: 'urn:schema:1',
      extensions: { correlationid: 'c-1' },
    });
    const [position] = await opened.log.append(topic, [event]);
    const consumer = opened.bare.consumer({ groupId: `${topic}-bare` });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const seen: EachMessagePayload[] = [];
    await consumer.run({ eachMessage: async (payload) => void seen.push(payload) });
    await eventually(() => expect(seen).toHaveLength(1), { timeoutMs: 20_000 });
    await consumer.disconnect();
    const { message, partition } = seen[0] as EachMessagePayload;
    expect({ partition, offset: Number(message.offset) }).toEqual(position);
    expect([message.key?.toString(), message.value?.toString()]).toEqual(['patient 1', '{"text":"ü","n":1.5}']);
    expect(
      Object.fromEntries(Object.entries(message.headers ?? {}).map(([name, value]) => [name, String(value)])),
    ).toEqual({
      'content-type': 'application/json',
      ce_specversion: '1.0',
      ce_id: event.id,
      ce_source: '/kafka-test',
      ce_type: 'kafka.happened.v1',
      ce_time: '2026-01-02T03:04:05Z',
      ce_partitionkey: 'patient 1',
      ce_traceparent: event.traceparent,
      ce_dataschema: 'urn:schema:1',
      ce_correlationid: 'c-1',
    });
    // The partitioner of Kafka itself sends the key to the same place.
    await send(topic, [{ key: 'patient 1', value: '2', headers: HEADERS }]);
    expect(await opened.log.read(topic, position?.partition ?? 0, 1, 10)).toHaveLength(1);
  });

  it('of other clients are events as well, packed or not, with extensions, and without a time of their own', async () => {
    const topic = topicName();
    await opened.log.declareTopic({ name: topic, partitions: 1 });
    const producer = opened.bare.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
    await producer.connect();
    const messages = [
      { key: 'a', value: '{"n":1}', headers: { ...without('ce_time'), ce_ward: 'w 3' } },
      {
        key: null,
        value: '2',
        headers: { ...HEADERS, ce_partitionkey: 'b', 'content-type': 'application/fhir+json; charset=utf-8' },
      },
    ];
    await producer.send({ topic, messages, compression: kafkajs.CompressionTypes.GZIP });
    await producer.disconnect();
    const [first, second] = await opened.log.read(topic, 0, 0, 10);
    expect(first).toMatchObject({ id: 'foreign', key: 'a', data: { n: 1 }, extensions: { ward: 'w 3' } });
    expect(Math.abs(Date.parse(first?.time ?? '') - Date.now())).toBeLessThan(60_000);
    expect(second).toMatchObject({ key: 'b', data: 2, time: HEADERS.ce_time });
  });

  it('that are no events go to the dead letters, each with its reason, and the rest goes on', async () => {
    const topic = topicName();
    await opened.log.declareTopic({ name: topic, partitions: 1 });
    const group = 'poisoned';
    const good = (n: number): Message => ({ key: 'k', value: String(n), headers: { ...HEADERS, ce_id: `good-${n}` } });
    await send(
      topic,
      POISON.flatMap(([, message], n) => [good(n), message]),
    );
    const handled: LoggedEvent[] = [];
    const subscription = await opened.log.subscribe(
      { topics: [topic], group },
      async (events) => void handled.push(...events),
    );
    await eventually(async () => expect(await opened.log.lag(topic, group)).toBe(0), { timeoutMs: 30_000 });
    await subscription.close();
    expect(handled.map(({ data }) => data)).toEqual(POISON.map((_, n) => n));
    const letters = await opened.log.deadLetters(topic, group, 100);
    expect(letters.map(({ cause, event: { offset } }) => [cause, offset])).toEqual(
      POISON.map(([reason], n) => [`KAFKA.NOT_AN_EVENT ${reason}`, 2 * n + 1]),
    );
    expect(letters[5]?.event.json).toBe('"1"');
    expect((await opened.log.read(topic, 0, 0, 100)).map(({ data }) => data)).toEqual(POISON.map((_, n) => n));
  });

  it('of the dead are readable by any client, with what happened as headers and nothing of the content in them', async () => {
    const topic = topicName();
    await opened.log.declareTopic({ name: topic, partitions: 1 });
    const event = eventOf({ key: 'patient 1', data: { secret: 'heart' } });
    await opened.log.append(topic, [event]);
    const group = 'failing';
    const subscription = await opened.log.subscribe({ topics: [topic], group, maxAttempts: 1 }, async () => {
      throw new TypeError('the secret heart');
    });
    await eventually(async () => expect(await opened.log.lag(topic, group)).toBe(0), { timeoutMs: 20_000 });
    await subscription.close();
    const consumer = opened.bare.consumer({ groupId: `${topic}-letters` });
    await consumer.connect();
    await consumer.subscribe({ topic: `${topic}.${group}.dlq`, fromBeginning: true });
    const seen: EachMessagePayload['message'][] = [];
    await consumer.run({ eachMessage: async ({ message }) => void seen.push(message) });
    await eventually(() => expect(seen).toHaveLength(1), { timeoutMs: 20_000 });
    await consumer.disconnect();
    expect(JSON.parse(String(seen[0]?.value))).toEqual({ secret: 'heart' });
    const headers = Object.fromEntries(
      Object.entries(seen[0]?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    expect(headers).toMatchObject({
      ce_id: event.id,
      mesh_error_class: 'TypeError',
      mesh_error_code: 'none',
      mesh_attempts: '1',
      mesh_group: group,
      mesh_origin_topic: topic,
      mesh_origin_partition: '0',
      mesh_origin_offset: '0',
    });
    expect(Math.abs(Date.parse(headers['mesh_dead_at'] ?? '') - Date.now())).toBeLessThan(60_000);
    expect(JSON.stringify(headers)).not.toContain('heart');
  });
});
