import { createServer, get, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { PostgresEventLog } from '@mesh/events-postgres';
import { eventually, startTestDatabase, type TestDatabase } from '@mesh/testing';
import { EventStream, type EventStreamParts } from './event-stream.js';
import { TopicTail } from './topic-tail.js';

const TOPIC = 'cardiology.pulse.taken.v1';
const PARTITIONS = [0, 1, 2, 3];
/** Large enough that a few thousand events fill every buffer between the log and a listener who takes nothing. */
const NOTE = 'x'.repeat(4_000);

describe('given a listener and a busy topic', () => {
  let db: TestDatabase;
  let log: PostgresEventLog;
  let tail: TopicTail;
  let server: Server;
  let response: ServerResponse | undefined;
  let over: Promise<void> | undefined;
  let written = 0;

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
  const listen = (more: Partial<EventStreamParts> = {}): Promise<IncomingMessage> => {
    server.removeAllListeners('request');
    server.on('request', (_, raw) => {
      response = raw;
      const frame: EventStreamParts['frame'] = ({ id }) => `data: ${id} ${NOTE}\n\n`;
      const start = new Map(PARTITIONS.map((partition) => [partition, 0]));
      over = new EventStream({ log, topic: TOPIC, tail, response: raw, frame, ...more }, start).run();
    });
    const { port } = server.address() as AddressInfo;
    return new Promise((resolve) => get({ host: '127.0.0.1', port }, resolve));
  };

  beforeAll(async () => {
    db = await startTestDatabase();
    log = await PostgresEventLog.open(db.database);
    await log.declareTopic({ name: TOPIC });
    tail = new TopicTail(log, TOPIC);
    server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await append(3_000);
  });

  afterAll(async () => {
    server.close();
    server.closeAllConnections();
    await log.close();
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
    const read = log.read.bind(log);
    let reads = 0;
    log.read = (...asked) => {
      reads += 1;
      return read(...asked);
    };
    await append(5);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(reads).toBe(0);
    log.read = read;
  });
});
