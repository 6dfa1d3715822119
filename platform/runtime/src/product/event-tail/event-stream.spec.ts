import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { EventLog } from '@mesh/events';
import {
  eventually,
  startServiceUnderTest,
  startTestDatabase,
  type ServiceUnderTest,
  type TestDatabase,
} from '@mesh/testing';
import { EventStream, type EventStreamParts } from './event-stream.js';
import type { StreamPosition } from './stream-position.js';
import { TopicTail, type TailListener } from './topic-tail.js';

const TOPIC = 'cardiology.pulse.taken.v1';
const FROM_THE_FIRST: StreamPosition = new Map([0, 1, 2, 3].map((partition) => [partition, 0]));
/** Large enough that a few thousand events fill every buffer between the log and a listener who takes nothing. */
const NOTE = 'x'.repeat(4_000);

describe('given a listener and a busy topic', () => {
  let db: TestDatabase;
  let service: ServiceUnderTest;
  let log: EventLog;
  let tail: TopicTail;
  let server: Server;
  let response: ServerResponse | undefined;
  let over: Promise<void> | undefined;
  let written = 0;
  /** How often the tail has looked at the topic. */
  let looks = 0;

  const append = async (count: number): Promise<void> => {
    const events = Array.from({ length: count }, () => ({
      id: `event-${(written += 1)}`,
      source: 'urn:test',
      type: TOPIC,
      time: new Date().toISOString(),
      key: `key-${written % 11}`,
      data: { number: written, note: NOTE },
    }));
    await log.append(TOPIC, events);
  };
  const listen = (more: Partial<EventStreamParts> = {}, start = FROM_THE_FIRST): Promise<IncomingMessage> => {
    server.removeAllListeners('request');
    server.on('request', (_, raw) => {
      response = raw;
      const frame: EventStreamParts['frame'] = ({ id }) => `data: ${id} ${NOTE}\n\n`;
      over = new EventStream({ log, topic: TOPIC, tail, response: raw, frame, ...more }, start).run();
    });
    const { port } = server.address() as AddressInfo;
    return new Promise((resolve) => get({ host: '127.0.0.1', port }, resolve));
  };

  beforeAll(async () => {
    db = await startTestDatabase();
    service = await startServiceUnderTest({ module: class Nothing {} }, db.database);
    log = service.log;
    await log.declareTopic({ name: TOPIC });
    const counted: EventLog = Object.assign(Object.create(log) as EventLog, {
      ranges: (topic: string) => {
        looks += 1;
        return log.ranges(topic);
      },
    });
    tail = new TopicTail(counted, TOPIC);
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await append(3_000);
  });

  afterAll(async () => {
    server.close();
    server.closeAllConnections();
    await service.close();
    await db.close();
  });

  it('waits with the rest while nothing is taken, and then gives all of it, each once and in order', async () => {
    const answer = await listen();
    await eventually(() => response?.writableNeedDrain === true);
    await append(500);
    // Four megabytes of events stand behind: what waits in the process is a small part of them.
    expect(response?.writableLength).toBeLessThan(2_000_000);
    const seen: string[] = [];
    let text = '';
    answer.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      const events = text.split('\n\n');
      text = events.pop() ?? '';
      seen.push(...events.flatMap((event) => /data: (event-\d+)/.exec(event)?.[1] ?? []));
    });
    await eventually(() => seen.length >= written, { timeoutMs: 20_000 });
    await append(10);
    await eventually(() => seen.length >= written);
    expect(new Set(seen).size).toBe(written);
    expect(seen).toHaveLength(written);
    answer.destroy();
    await over;
  });

  it('begins where it was asked to, although the tail has not come so far yet', async () => {
    const [heard, early] = listenerOnce();
    await tail.join(early);
    await append(5);
    const ranges = await log.ranges(TOPIC);
    const answer = await listen({}, new Map(ranges.map(({ partition, next }) => [partition, next])));
    await heard;
    await append(1);
    const first = await new Promise<string>((resolve) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
        const [, id] = /data: (event-\d+) /.exec(text) ?? [];
        if (id !== undefined) resolve(id);
      });
    });
    expect(first).toBe(`event-${written}`);
    answer.destroy();
    tail.leave(early);
    await over;
  });

  it('lets go of a listener who takes nothing at all', async () => {
    const answer = await listen({ stalledMs: 50 });
    answer.on('error', () => undefined);
    await over;
    expect(response?.destroyed).toBe(true);
  });

  it('does nothing once nobody listens', async () => {
    const answer = await listen();
    answer.resume().destroy();
    await over;
    const before = looks;
    const witness = new TopicTail(log, TOPIC);
    for (let heard = 0; heard < 3; heard += 1) {
      const [next, listener] = listenerOnce();
      await witness.join(listener);
      await append(5);
      await next;
      witness.leave(listener);
    }
    expect(looks).toBe(before);
  });
});

/** A listener, and the moment at which it hears something. */
function listenerOnce(): [Promise<void>, TailListener] {
  let hear: TailListener['hear'] = () => undefined;
  const heard = new Promise<void>((resolve) => (hear = () => resolve()));
  return [heard, { hear }];
}
