import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTestDatabase, type TestDatabase } from '@mesh/testing';
import { senderAs, type Answered } from './testing/sender.js';
import { serveWrist, type ServedWrist } from './testing/wrist-product.js';

const PLACE = '/wrist/v1/inputs/measured';
const TOPIC = 'cardiology.wrist.measured.v1';
const STARTS = ['first', 'next'];

let db: TestDatabase;
let keysFolder: string;

beforeAll(async () => {
  db = await startTestDatabase();
  keysFolder = await mkdtemp(join(tmpdir(), 'subject-keys-'));
});
afterAll(async () => {
  await db.close();
  await rm(keysFolder, { recursive: true, force: true });
});

/** Without an id of its own: it is named after what it holds. */
const send = (address: string, person: string): Promise<Answered> =>
  senderAs('device-app', address, PLACE).post(
    JSON.stringify({ person, pulse: 61, takenAt: '2026-03-01T08:00:00Z' }),
    'application/json',
  );

/** Every event of the topic, as it is kept. */
async function kept({ log: { underneath } }: ServedWrist): Promise<string> {
  const ranges = await underneath.ranges(TOPIC);
  const stored = ranges.map(({ partition, earliest }) => underneath.read(TOPIC, partition, earliest, 100));
  return JSON.stringify(await Promise.all(stored));
}

describe.each(STARTS)('given a bracelet that sends while the service starts for the %s time', (start) => {
  const person = `p-early-${start}`;

  it('keeps what it takes as it keeps all else: without the person, and under the same name', async () => {
    let early: Answered | undefined;
    const served = await serveWrist(
      { database: db.database, keysFolder, close: () => Promise.resolve() },
      {
        opened: async (address) => {
          early = await send(address, person);
        },
      },
    );
    try {
      expect([early?.status, early?.body]).toMatchObject([200, { accepted: 1 }]);
      expect((await send(served.address, person)).body).toMatchObject({ accepted: 0, repeated: 1 });
      expect(await kept(served)).not.toContain(person);
    } finally {
      await served.close();
    }
  });
});
