import type { RowRejected } from '@mesh/product';
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

/** All rejections of an upload. */
async function rejectsOf(sender: Sender, upload: string, limit = 1_000): Promise<RowRejected[]> {
  const found: RowRejected[] = [];
  let cursor: string | undefined;
  do {
    const query = new URLSearchParams({ limit: String(limit), ...(cursor && { cursor }) });
    const { body } = await sender.call('GET', `${PLACE}/uploads/${upload}/rejects?${query}`);
    found.push(...body.rejects);
    cursor = body.next;
  } while (cursor !== undefined);
  return found;
}

describe('given a file in parts', () => {
  it('takes it part by part, and tells where it stands', async () => {
    const { upload, answer } = await app.begin({ format: 'csv' });
    expect(answer.body).toMatchObject({ complete: false, offset: 0, line: 1, accepted: 0 });
    const file = HEADER + rows('parts', 0, 3);
    const cut = file.indexOf('parts-1') + 3;
    const first = await app.part(upload, file.slice(0, cut), { offset: 0 });
    // The row that the cut goes through is sent again.
    const offset = file.indexOf('parts-1');
    expect(first.body).toMatchObject({ accepted: 1, offset, line: 3, complete: false });
    expect(first.headers.get('upload-offset')).toBe(String(offset));
    const head = await app.call('HEAD', `${PLACE}/uploads/${upload}`);
    expect([head.headers.get('upload-offset'), head.headers.get('upload-complete')]).toEqual([String(offset), '?0']);
    const last = await app.part(upload, file.slice(offset), { offset, isLast: true });
    expect(last.body).toMatchObject({ accepted: 3, offset: file.length, complete: true });
    expect(await written('parts')).toHaveLength(3);
  });

  it('does nothing a second time', async () => {
    const { upload } = await app.begin({ format: 'csv' });
    const file = HEADER + rows('twice', 0, 5) + row('twice-bad', 7);
    await app.part(upload, file, { offset: 0, isLast: true });
    const { answer } = await app.begin({ format: 'csv' }, upload);
    expect(answer.body).toMatchObject({ complete: true, accepted: 5, rejected: 1 });
    const again = await app.part(upload, file, { offset: file.length });
    expect([again.status, again.body.code]).toEqual([409, 'INGEST.UPLOAD_COMPLETE']);
    // The same rows in a file of another name have no effect either, and are told apart.
    const other = await app.begin({ format: 'csv' });
    const { body } = await app.part(other.upload, file, { offset: 0, isLast: true });
    expect(body).toMatchObject({ accepted: 0, repeated: 5, rejected: 1 });
    expect(await written('twice')).toHaveLength(5);
  });

  it.each([
    ['a part that does not follow', 99, 'csv', 409, 'INGEST.UPLOAD_MOVED'],
    ['a part of another format', 0, 'ndjson', 415, 'INGEST.MEDIA_TYPE_UNFIT'],
  ] as const)('refuses %s', async (_, offset, format, status, code) => {
    const { upload } = await app.begin({ format });
    const { body, ...answer } = await app.part(upload, HEADER, { offset });
    expect([answer.status, body.code]).toEqual([status, code]);
  });

  it('refuses parts that say no place', async () => {
    const { upload } = await app.begin({ format: 'csv' });
    const { status, body } = await app.call('PATCH', `${PLACE}/uploads/${upload}`, { body: HEADER, type: 'text/csv' });
    expect([status, body.code]).toEqual([400, 'INGEST.OFFSET_UNREADABLE']);
  });

  it('keeps each sender its own, and terms as they were', async () => {
    const { upload } = await app.begin({ format: 'csv' });
    const other = senderAs('other@device-app', served.address, PLACE);
    const hidden = await other.call('GET', `${PLACE}/uploads/${upload}`);
    expect([hidden.status, hidden.body.code]).toEqual([404, 'INGEST.UPLOAD_UNKNOWN']);
    const changed = await app.begin({ format: 'csv', others: 'ignore' }, upload);
    expect([changed.answer.status, changed.answer.body.code]).toEqual([409, 'INGEST.UPLOAD_DIFFERENT']);
  });

  it('keeps terms whatever the names of columns are', async () => {
    const columns = { 'a\u0000b': 'person', '__proto__ ': null };
    const { upload, answer } = await app.begin({ format: 'csv', columns });
    expect(answer.status).toBe(200);
    const file = 'a\u0000b,__proto__ ,pulse,takenAt,readingId\np,x,61,2026-03-01T08:00:00Z,nul-1\n';
    const { body } = await app.part(upload, file, { offset: 0, isLast: true });
    expect(body).toMatchObject({ accepted: 1, complete: true });
  });

  it('says what is wrong with terms', async () => {
    const { answer } = await app.begin({ format: 'xlsx', zone: 'CET' } as never);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(['/format', '/zone']);
  });
});

describe('given a file whose columns have other names', () => {
  it('reads it as its terms say', async () => {
    const { upload } = await app.begin({
      format: 'csv',
      delimiter: ';',
      columns: { participant: 'person', bpm: 'pulse', intensity: null },
      defaults: { arm: 'left' },
      missing: ['NA'],
      zone: '+02:00',
    });
    const file =
      'participant;taken at;bpm;intensity;oxygen\n7;2016-03-29T07:21:00;86;1;NA\n7;2016-03-29 07:22;1,085;1;97.5\n';
    const { body } = await app.part(upload, file, { offset: 0, isLast: true });
    expect(body).toMatchObject({
      accepted: 1,
      rejects: [
        {
          line: 3,
          pointer: '/pulse',
          rule: 'number',
          reason: 'is no number; thousands separators and decimal commas are not taken',
        },
      ],
    });
    await eventually(() =>
      expect(served.service.heard).toContainEqual({
        readingId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-8/),
        person: '7',
        pulse: 86,
        arm: 'left',
        takenAt: '2016-03-29T07:21:00+02:00',
      }),
    );
  });

  it('refuses times without an offset where the terms name none', async () => {
    const { upload } = await app.begin({ format: 'csv' });
    const file = `${HEADER}z-1,p,70,left,2016-03-29T07:21:00\n`;
    const { body } = await app.part(upload, file, { offset: 0, isLast: true });
    expect(body.rejects).toMatchObject([{ line: 2, pointer: '/takenAt', rule: 'zone' }]);
  });
});

describe('given a file with every third row broken', () => {
  const BREAKS = [
    [(id: string) => row(id, 7), '/pulse', 'minimum'],
    [(id: string) => `${id},p,70\n`, '', 'ragged'],
    [(id: string) => `${id},"p"x,70,left,2026-03-01T08:00:00Z\n`, '', 'quotes'],
    [(id: string) => row(id, 'twelve'), '/pulse', 'number'],
    [(id: string) => row(id, '70.5'), '/pulse', 'integer'],
    [(id: string) => row(id, ''), '/pulse', 'required'],
    [(id: string) => `${id},p,70,elbow,2026-02-30T08:00:00Z\n`, '/arm', 'enum'],
    [(id: string) => `${id},${'endless '.repeat(160_000)},70,left,2026-03-01T08:00:00Z\n`, '', 'too-long'],
  ] as const;

  it('takes the others, and tells of each by line, rule and reason, with cells of several lines before it', async () => {
    let file = HEADER;
    const expected: [number, string, string][] = [];
    for (let nth = 0; nth < 300; nth += 1) {
      const line = file.split('\n').length;
      const [broken, pointer, rule] = BREAKS[Math.floor(nth / 3) % BREAKS.length] as (typeof BREAKS)[number];
      // A multi-line cell breaks the pattern of person, and counts as one row.
      if (nth % 3 === 2) {
        file += broken(`third-${nth}`);
        expected.push([line, pointer, rule]);
      } else if (nth % 30 === 0) {
        file += `"third-${nth}","p\n\n""q""",70,left,2026-03-01T08:00:00Z\r\n`;
        expected.push([line, '/person', 'pattern']);
      } else file += row(`third-${nth}`);
    }
    const { upload } = await app.begin({ format: 'csv' });
    const { body } = await app.part(upload, file, { offset: 0, isLast: true });
    expect(body).toMatchObject({ accepted: 300 - expected.length, rejected: expected.length });
    expect(body.rejects).toHaveLength(10);
    const rejects = await rejectsOf(app, upload, 33);
    expect(rejects.map(({ line, pointer, rule }) => [line, pointer ?? '', rule])).toEqual(expected);
    for (const reject of rejects) {
      expect(reject).toMatchObject({
        upload,
        port: 'measured',
        sentBy: 'device-app-app',
        reason: expect.stringMatching(/\w/),
      });
      expect(JSON.stringify(reject)).not.toMatch(/endless|elbow|twelve|""q/);
    }
    expect(await written('third')).toHaveLength(300 - expected.length);
  }, 60_000);

  it('lets whoever may read the dataset of rejects', async () => {
    const { upload } = await app.begin({ format: 'csv' });
    await app.part(upload, HEADER + row('lake-1', 7), { offset: 0, isLast: true });
    const engineer = senderAs('data-engineer', served.address, PLACE);
    await eventually(
      async () => {
        const { body } = await engineer.call('GET', `/wrist/v1/rejects?upload=${upload}`);
        expect(body.rows).toMatchObject([{ upload, line: 2, pointer: '/pulse', rule: 'minimum', pointers: '/pulse' }]);
      },
      { timeoutMs: 20_000 },
    );
    const { status } = await app.call('GET', '/wrist/v1/rejects');
    expect(status).toBe(403);
  }, 30_000);
});
