import { gzipSync } from 'node:zlib';
import { eventually, startTestDatabase } from '@mesh/testing';
import { senderAs, type Sender } from './testing/sender.js';
import { serveWrist, type ServedWrist } from './testing/wrist-product.js';

const PLACE = '/wrist/v1/inputs/measured';
const TOPIC = 'cardiology.wrist.measured.v1';
const JSON_TYPE = 'application/json';
const CSV = 'text/csv';
const NDJSON = 'application/x-ndjson';

let served: ServedWrist;
let app: Sender;
let nextId = 0;

beforeAll(async () => {
  served = await serveWrist(await startTestDatabase());
  app = senderAs('device-app', served.address, PLACE);
});
afterAll(() => served.close());

const reading = (over: object = {}) => ({
  readingId: `r-${(nextId += 1)}`,
  person: 'p-1',
  pulse: 61,
  takenAt: '2026-03-01T08:00:00Z',
  ...over,
});
const json = (value: unknown): string => JSON.stringify(value);

/** How many events of the topic have one of these ids. */
async function written(...ids: readonly string[]): Promise<number> {
  const ranges = await served.log.ranges(TOPIC);
  const events = await Promise.all(
    ranges.map(({ partition, earliest }) => served.log.read(TOPIC, partition, earliest, 10_000)),
  );
  return events.flat().filter(({ id }) => ids.includes(id)).length;
}

describe('given messages for an input port', () => {
  it('takes one, and brings it to the service', async () => {
    const message = reading();
    const { status, body } = await app.post(json(message), JSON_TYPE);
    expect([status, body]).toEqual([
      200,
      { upload: expect.any(String), accepted: 1, repeated: 0, rejected: 0, rejects: [] },
    ]);
    await eventually(() => expect(served.service.heard).toContainEqual(message));
  });

  it('says of one that comes again that it did', async () => {
    const message = reading();
    await app.post(json(message), JSON_TYPE);
    const { body } = await app.post(json(message), JSON_TYPE);
    expect(body).toMatchObject({ accepted: 0, repeated: 1 });
    expect(await written(message.readingId)).toBe(1);
  });

  it('refuses one that breaks the contract with every field that does, and tells whoever reads the rejections', async () => {
    const { status, body } = await app.post(json(reading({ pulse: 999, arm: 'third' })), JSON_TYPE);
    expect(status).toBe(422);
    expect(body).toMatchObject({
      code: 'RUNTIME.BODY_INVALID',
      errors: [
        { pointer: '/pulse', rule: 'maximum' },
        { pointer: '/arm', rule: 'enum' },
      ],
    });
    expect(json(body)).not.toContain('999');
  });

  it('takes the good ones of a list, and tells of the others by their place', async () => {
    const good = reading();
    const { status, body } = await app.post(json([good, reading({ pulse: 1 }), 7, good]), JSON_TYPE);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      accepted: 1,
      repeated: 1,
      rejected: 2,
      rejects: [
        { line: 2, pointer: '/pulse', rule: 'minimum', reason: 'must be >= 20' },
        { line: 3, pointer: '', rule: 'type', reason: 'must be object' },
      ],
    });
  });

  it('refuses a list that is too long', async () => {
    const { status, body } = await app.post(json(Array.from({ length: 1_001 }, () => 1)), JSON_TYPE);
    expect([status, body.code]).toEqual([422, 'INGEST.LIST_TOO_LONG']);
  });

  it('names a message without an id after what it holds', async () => {
    const { readingId: _, ...unnamed } = reading({ person: 'p-unnamed' });
    expect((await app.post(json(unnamed), JSON_TYPE)).body).toMatchObject({ accepted: 1 });
    expect((await app.post(json({ ...unnamed, arm: null }), JSON_TYPE)).body).toMatchObject({ repeated: 1 });
    expect((await app.post(json({ ...unnamed, pulse: 62 }), JSON_TYPE)).body).toMatchObject({ accepted: 1 });
  });

  it('gives it no name that tells who it was about: a guess about somebody forgotten cannot be checked', async () => {
    const { readingId: _, ...unnamed } = reading({ person: 'p-forgotten' });
    await app.post(json(unnamed), JSON_TYPE);
    await served.retire('p-forgotten');
    expect((await app.post(json(unnamed), JSON_TYPE)).body).toMatchObject({ accepted: 1, repeated: 0 });
  });

  it('tells of a key that the log does not take, and writes the others', async () => {
    const [good, bad] = [reading(), reading({ readingId: '' })];
    const { body } = await app.post(json([bad, good]), JSON_TYPE);
    expect(body).toMatchObject({ accepted: 1, rejected: 1, rejects: [{ line: 1, pointer: '/id', rule: 'required' }] });
  });
});

describe('given rows of any number in one call', () => {
  it('takes NDJSON', async () => {
    const rows = [reading(), reading()].map(json);
    const { body } = await app.post(`${rows[0]}\n\n{"pulse":1,"pulse":2}\n${rows[1]}`, NDJSON);
    expect(body).toMatchObject({
      accepted: 2,
      rejected: 1,
      complete: true,
      rejects: [{ line: 3, pointer: '/pulse', rule: 'unique' }],
    });
  });

  it('takes CSV, packed or not', async () => {
    const row = (id: string) => `${id},p-2,70,,left,2026-03-01T08:00:00Z\n`;
    const header = 'Reading ID,person,PULSE,oxygen,arm,taken-at\n';
    const plain = await app.post(header + row('c-1') + row('c-2'), CSV);
    expect(plain.body).toMatchObject({ accepted: 2, repeated: 0, rejected: 0 });
    const packed = gzipSync(header + row('c-2') + row('c-3'));
    const { body } = await app.post(packed, CSV, { 'content-encoding': 'gzip' });
    expect(body).toMatchObject({ accepted: 1, repeated: 1, rejected: 0 });
    expect(await written('c-1', 'c-2', 'c-3')).toBe(3);
  });

  it('is one upload when it is repeated with the same key', async () => {
    const file = 'readingId,person,pulse,takenAt\nk-1,p,70,2026-03-01T08:00:00Z\nk-2,p,7,2026-03-01T08:00:00Z\n';
    const send = () => app.post(file, CSV, { 'idempotency-key': 'file-1' });
    const [first, second] = [await send(), await send()];
    expect(second.body).toEqual({ ...first.body, accepted: 0, repeated: 1 });
    expect(await written('k-1')).toBe(1);
    // Whatever comes with the key is read: nothing is lost to a key that was used before.
    const other = await app.post(file.replace('k-1', 'k-3'), CSV, { 'idempotency-key': 'file-1' });
    expect([other.body.accepted, await written('k-3')]).toEqual([1, 1]);
    const { body } = await app.call('GET', first.body.rejectsAt);
    expect(body.rejects).toHaveLength(1);
  });

  it.each([
    ['a column that is no field', 'readingId,person,puls,takenAt\n', 'INGEST.COLUMNS_UNFIT', 'column puls'],
    ['a field that no column has', 'readingId,person,pulse\n', 'INGEST.COLUMNS_UNFIT', '/takenAt'],
    ['two columns for one field', 'readingId,person,pulse,Pulse,takenAt\n', 'INGEST.COLUMNS_UNFIT', 'column Pulse'],
  ])('refuses a file with %s', async (_, file, code, pointer) => {
    const { status, body } = await app.post(file, CSV);
    expect([status, body.code]).toEqual([422, code]);
    expect(body.errors).toContainEqual(expect.objectContaining({ pointer }));
  });

  it('refuses a file without a header line', async () => {
    const { status, body } = await app.post('\n', CSV);
    expect([status, body.code]).toEqual([422, 'INGEST.HEADER_MISSING']);
  });

  it('refuses what is not packed as it says, and packings that it does not know', async () => {
    const wrong = await app.post('pulse\n1', CSV, { 'content-encoding': 'gzip' });
    expect([wrong.status, wrong.body.code]).toEqual([400, 'INGEST.NOT_GZIP']);
    const unknown = await app.post('pulse\n1', CSV, { 'content-encoding': 'br' });
    expect([unknown.status, unknown.body.code]).toEqual([415, 'INGEST.ENCODING_UNSUPPORTED']);
  });

  it('gives up what grows beyond measure', async () => {
    const bomb = gzipSync(Buffer.alloc(40 * 1_048_576, '\n'));
    const { status, body } = await app.post(bomb, NDJSON, { 'content-encoding': 'gzip' });
    expect([status, body.code]).toEqual([413, 'INGEST.EXPANDS_TOO_MUCH']);
  });
});

describe('given who may not', () => {
  it.each([
    [undefined, 401, 'ACCESS.TOKEN_MISSING'],
    ['clinic', 403, 'ACCESS.DENIED'],
  ])('lets %s in nowhere', async (role, status, code) => {
    const ways = [
      ['POST', ''],
      ['PUT', '/uploads/u'],
      ['PATCH', '/uploads/u'],
      ['GET', '/uploads/u'],
      ['GET', '/uploads/u/rejects'],
    ] as const;
    for (const [method, path] of ways) {
      const response = await fetch(`${served.address}${PLACE}${path}`, {
        method,
        ...(role !== undefined && { headers: { authorization: `Bearer ${role}` } }),
      });
      expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code]);
    }
  });

  it('takes rows nowhere else', async () => {
    const { status, body } = await app.call('PUT', `${PLACE}/uploads/u`, { body: 'a\n1', type: CSV });
    expect([status, body.code]).toEqual([415, 'RUNTIME.MEDIA_TYPE_UNSUPPORTED']);
  });
});
