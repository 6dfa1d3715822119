import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { eventually, startTestDatabase } from '@mesh/testing';
import { senderAs, type Sender } from './testing/sender.js';
import { serveWrist, type ServedWrist } from './testing/wrist-product.js';

const PLACE = '/wrist/v1/inputs/measured';
const TOPIC = 'cardiology.wrist.measured.v1';
const HEADER = 'readingId,person,pulse,arm,takenAt\n';

let served: ServedWrist;
let app: Sender;

beforeAll(async () => {
  served = await serveWrist(await startTestDatabase());
  app = senderAs('device-app', served.address, PLACE);
});
afterAll(() => served.close());

const row = (id: string, pulse: number | string = 70, person = 'p'): string =>
  `${id},${person},${pulse},left,2026-03-01T08:00:00Z\n`;
const rows = (name: string, from: number, to: number): string =>
  Array.from({ length: to - from }, (_, nth) => row(`${name}-${from + nth}`, 70, `p-${nth % 7}`)).join('');

/** The ids of a file that the topic has, in order, partition by partition. */
async function written(name: string): Promise<string[]> {
  const ids: string[] = [];
  for (const { partition, earliest, next } of await served.log.ranges(TOPIC)) {
    for (let from = earliest; from < next;) {
      const events = await served.log.read(TOPIC, partition, from, 10_000);
      ids.push(...events.map(({ id }) => id).filter((id) => id.startsWith(`${name}-`)));
      from = (events.at(-1)?.offset ?? next) + 1;
    }
  }
  return ids;
}

describe('given a sender that goes away in the middle of a part', () => {
  it('keeps what came whole, and goes on from there', async () => {
    const { upload } = await app.begin({ format: 'csv' });
    const file = HEADER + rows('cut', 0, 2_000);
    const call = request(`${served.address}${PLACE}/uploads/${upload}`, {
      method: 'PATCH',
      headers: {
        authorization: 'Bearer device-app',
        'content-type': 'text/csv',
        'content-length': file.length,
        'upload-offset': '0',
        'upload-complete': '?1',
      },
    });
    call.on('error', () => undefined);
    call.write(file.slice(0, 60_000));
    await eventually(async () => expect((await written('cut')).length).toBeGreaterThan(500), { timeoutMs: 10_000 });
    call.destroy();
    const offset = await eventually(async () => {
      const { headers } = await app.call('HEAD', `${PLACE}/uploads/${upload}`);
      const at = Number(headers.get('upload-offset'));
      expect(at).toBeGreaterThan(50_000);
      return at;
    });
    const { body } = await app.part(upload, file.slice(offset), { offset, isLast: true });
    expect(body).toMatchObject({ complete: true, accepted: 2_000, repeated: 0, rejected: 0 });
    expect(new Set(await written('cut')).size).toBe(2_000);
    expect(await written('cut')).toHaveLength(2_000);
  }, 30_000);

  it('lets a later request go on while the earlier one still waits for bytes', async () => {
    const { upload } = await app.begin({ format: 'csv' });
    const file = HEADER + rows('over', 0, 50);
    const stalled = request(`${served.address}${PLACE}/uploads/${upload}`, {
      method: 'PATCH',
      headers: { authorization: 'Bearer device-app', 'content-type': 'text/csv', 'upload-offset': '0' },
    });
    stalled.on('error', () => undefined);
    stalled.write(file.slice(0, 200));
    await eventually(async () => expect((await written('over')).length).toBeGreaterThan(0));
    const { body } = await app.part(upload, file, { offset: 0, isLast: true });
    expect(body).toMatchObject({ complete: true, rejected: 0 });
    const answered = once(stalled, 'response') as Promise<[{ statusCode: number }]>;
    stalled.end(file.slice(200));
    const [{ statusCode }] = await answered;
    expect(statusCode).toBe(409);
    expect((await written('over')).sort()).toEqual([...new Set(await written('over'))].sort());
    expect(await written('over')).toHaveLength(50);
  });
});

describe('given a service that stops in the middle of a file', () => {
  it('keeps what came, and tells its sender to go on later', async () => {
    const stopping = await serveWrist(await startTestDatabase());
    try {
      const sender = senderAs('device-app', stopping.address, PLACE);
      const { upload } = await sender.begin({ format: 'csv' });
      const call = request(`${stopping.address}${PLACE}/uploads/${upload}`, {
        method: 'PATCH',
        headers: { authorization: 'Bearer device-app', 'content-type': 'text/csv', 'upload-offset': '0' },
      });
      call.on('error', () => undefined);
      call.write(HEADER + row('stop-1') + row('stop-2') + 'stop-3,p');
      await eventually(() => expect(stopping.service.heard).toHaveLength(2));
      const answered = once(call, 'response') as Promise<[{ statusCode: number; headers: Record<string, string> }]>;
      const stopped = stopping.stop();
      const [{ statusCode, headers }] = await answered;
      expect([statusCode, headers['retry-after']]).toEqual([503, '1']);
      call.destroy();
      await stopped;
    } finally {
      await stopping.close();
    }
  }, 30_000);
});

describe('given a long file that is refused at its first line', () => {
  it('says so while its sender is still at it', async () => {
    const call = request(`${served.address}${PLACE}`, {
      method: 'POST',
      headers: { authorization: 'Bearer device-app', 'content-type': 'text/csv' },
    });
    call.on('error', () => undefined);
    const answered = once(call, 'response') as Promise<[NodeJS.ReadableStream & { statusCode: number }]>;
    call.write(`pulse,nonsense\n${'1,2\n'.repeat(1_000_000)}`);
    const [answer] = await answered;
    let text = '';
    for await (const chunk of answer) text += String(chunk);
    call.destroy();
    expect([answer.statusCode, (JSON.parse(text) as { code: string }).code]).toEqual([422, 'INGEST.COLUMNS_UNFIT']);
  });
});

describe('given very many senders', () => {
  it('puts off those who find no place', async () => {
    const open = Array.from({ length: 4 }, () => {
      const call = request(`${served.address}${PLACE}`, {
        method: 'POST',
        headers: { authorization: 'Bearer many@device-app', 'content-type': 'text/csv' },
      });
      call.on('error', () => undefined);
      call.write(HEADER + row(`many-${randomUUID()}`));
      return call;
    });
    await eventually(async () => expect(await written('many')).toHaveLength(4));
    const fifth = await senderAs('many@device-app', served.address, PLACE).post(HEADER, 'text/csv');
    expect([fifth.status, fifth.body.code]).toEqual([429, 'INGEST.TOO_MANY_SENDERS']);
    const other = await app.post(HEADER, 'text/csv');
    expect(other.status).toBe(200);
    for (const call of open) call.end();
  });
});
