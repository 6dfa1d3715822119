import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '@mesh/database';
import { PostgresSubjects, SealedTexts } from '@mesh/events-sealed';
import { START } from '@mesh/ingest';
import { startTestDatabase, type TestDatabase } from '@mesh/testing';
import { PostgresUploadStore, UPLOAD_MIGRATIONS } from './uploads.postgres.js';

const TERMS = { format: 'csv', defaults: { person: 'p-1', arm: 'left' } } as const;
const NOTHING = { accepted: 0, repeated: 0, rejected: 0, place: START, complete: false, known: {} };
const keyOf = (upload: string) => ({
  port: 'urn:mesh:cardiology:wrist:measured',
  caller: 'device-app',
  upload,
  personal: { domain: 'cardiology', fields: ['person'] },
});

describe('given uploads whose terms name a person', () => {
  let db: TestDatabase;
  let keysFolder: string;
  let subjects: PostgresSubjects;
  let store: PostgresUploadStore;
  beforeAll(async () => {
    db = await startTestDatabase();
    await migrate(db.database, 'ingest', UPLOAD_MIGRATIONS);
    keysFolder = await mkdtemp(join(tmpdir(), 'subject-keys-'));
    subjects = await PostgresSubjects.open(db.database, { keysFolder });
    await subjects.register('cardiology');
    store = new PostgresUploadStore(db.database, new SealedTexts(subjects));
  });
  afterAll(async () => {
    store.close();
    await subjects.close();
    await db.close();
    await rm(keysFolder, { recursive: true, force: true });
  });
  const kept = () => db.database.query<{ terms: string }>('SELECT terms::text AS terms FROM ingest.uploads');

  it('keeps a token in their place, and gives them back to whoever goes on', async () => {
    await store.begin(keyOf('one'), TERMS, NOTHING);
    const [row] = await kept();
    expect(row?.terms).toContain('urn:mesh:subject:');
    expect(row?.terms).not.toContain('p-1');
    expect((await store.take(keyOf('one')))?.terms).toEqual(TERMS);
  });

  it('knows the same terms again, and tells others from them', async () => {
    await store.begin(keyOf('again'), TERMS, NOTHING);
    expect(await store.begin(keyOf('again'), TERMS, NOTHING)).toEqual(NOTHING);
    const others = { ...TERMS, defaults: { ...TERMS.defaults, person: 'p-2' } };
    await expect(store.begin(keyOf('again'), others, NOTHING)).rejects.toMatchObject({
      code: 'INGEST.UPLOAD_DIFFERENT',
    });
  });

  it('ends those that name somebody who is forgotten', async () => {
    const personal = { ...TERMS, defaults: { person: 'p-3' } };
    await store.begin(keyOf('theirs'), personal, NOTHING);
    const token = await subjects.retire(db.database, 'cardiology', 'p-3');
    expect(await store.erase({ token, domain: 'cardiology', person: 'p-3' })).toBe(1);
    expect(await store.find(keyOf('theirs'))).toBeUndefined();
    expect(await store.find(keyOf('one'))).toEqual(NOTHING);
  });
});
