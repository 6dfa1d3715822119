import { startTestDatabase, type TestDatabase } from '@mesh/testing';
import { migrate } from './index.js';

const first = { name: '001-things', sql: 'CREATE TABLE things (id int PRIMARY KEY)' };
const second = { name: '002-names', sql: 'ALTER TABLE things ADD COLUMN name text' };

describe('given the migrations of a capability', () => {
  let test: TestDatabase;

  beforeEach(async () => {
    test = await startTestDatabase();
  });
  afterEach(() => test.close());

  it('applies each once, in the schema of the capability', async () => {
    await migrate(test.database, 'shelf', [first]);
    await migrate(test.database, 'shelf', [first, second]);
    await test.database.query(`INSERT INTO shelf.things VALUES (1, 'cup')`);
    await migrate(test.database, 'other-shelf', [first]);
    expect(await test.database.query('SELECT * FROM shelf.things')).toEqual([{ id: 1, name: 'cup' }]);
    expect(await test.database.query('SELECT * FROM "other-shelf".things')).toEqual([]);
  });

  it('lets many start at the same time', async () => {
    await Promise.all(Array.from({ length: 6 }, () => migrate(test.database, 'shelf', [first, second])));
    expect(await test.database.query('SELECT * FROM mesh.migrations')).toHaveLength(2);
  });

  it('refuses an applied migration whose text has changed', async () => {
    await migrate(test.database, 'shelf', [first]);
    const changed = migrate(test.database, 'shelf', [{ ...first, sql: `${first.sql} ` }]);
    await expect(changed).rejects.toMatchObject({
      code: 'DATABASE.MIGRATION_CHANGED',
      meta: { migration: '001-things' },
    });
  });

  it('keeps nothing of a run that fails', async () => {
    const broken = { name: '002-broken', sql: 'ALTER TABLE nowhere ADD COLUMN x int' };
    await expect(migrate(test.database, 'shelf', [first, broken])).rejects.toMatchObject({
      code: 'DATABASE.MIGRATION_FAILED',
    });
    await migrate(test.database, 'shelf', [first]);
  });

  it('refuses a capability that cannot name a schema', async () => {
    await expect(migrate(test.database, 'Shelf"; DROP', [])).rejects.toMatchObject({ code: 'DATABASE.BAD_CAPABILITY' });
  });
});
