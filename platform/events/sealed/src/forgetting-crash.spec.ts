import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@mesh/database';
import { compileForChildren, startChild } from '@mesh/events-suite';
import { startTestDatabase, type TestDatabase } from '@mesh/testing';
import { PostgresSubjects, type Subjects } from './index.js';

const OTHERS = Array.from({ length: 700 }, (_, n) => ({ domain: 'cardiology', person: `other-${n}` }));
const GONE = { domain: 'cardiology', person: 'gone' };

const keysIn = async (folder: string) => (await readdir(folder)).filter((file) => file.endsWith('.key'));

describe('given a process that is killed while it forgets somebody', () => {
  let test: TestDatabase;
  let folder: string;
  beforeAll(compileForChildren);
  beforeEach(async () => {
    test = await startTestDatabase();
    folder = await mkdtemp(join(tmpdir(), 'mesh-keys-'));
  });
  afterEach(async () => {
    await test.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Forgets in a process of its own that halts before its nth statement, and kills it there; false when it was done before. */
  async function killedBefore(nth: number, token: string): Promise<boolean> {
    const child = startChild(`
      const { openDatabase } = await import('@mesh/database');
      const { PostgresSubjects } = await import('@mesh/events-sealed');
      const real = openDatabase(${JSON.stringify(test.url)});
      let armed = false;
      let left = ${nth};
      const counting = (database) => ({
        query: async (text, values) => {
          if (armed && !text.includes('epoch FROM subjects.state') && --left === 0) { say('halt'); await forever(); }
          return database.query(text, values);
        },
        transaction: (work) => database.transaction((inside) => work(counting(inside))),
        listen: () => Promise.resolve(() => Promise.resolve()),
      });
      const subjects = await PostgresSubjects.open(counting(real), { keysFolder: ${JSON.stringify(folder)} });
      armed = true;
      await subjects.forget([${JSON.stringify(token)}]);
      say('done');
      await forever();
    `);
    await child.said(1);
    await child.kill();
    const [lock] = await test.database.query<{ held: boolean }>(
      `SELECT EXISTS (SELECT FROM subjects.entries WHERE retired_as = $1) AS held`,
      [token],
    );
    return lock?.held === true;
  }

  it('has either forgotten nothing yet or all, whichever statement was the last, and ends it when it is asked again', async () => {
    const subjects: Subjects = await PostgresSubjects.open(test.database, { keysFolder: folder });
    await subjects.enter(OTHERS);
    const tokens = new Set(OTHERS.map(({ domain, person }) => subjects.known(domain).get(person) as string));
    const seen = { before: 0, after: 0 };
    for (let nth = 1; nth <= 14; nth += 1) {
      await subjects.enter([GONE]);
      const token = await test.database.transaction((in_: Database) => subjects.retire(in_, GONE.domain, GONE.person));
      const isHeld = await killedBefore(nth, token);
      seen[isHeld ? 'before' : 'after'] += 1;
      const others = await reopened((again) => again.reveal(tokens));
      expect(others.size).toBe(OTHERS.length);
      await subjects.forget([token]);
      expect((await reopened((again) => again.reveal(new Set([token, ...tokens])))).size).toBe(OTHERS.length);
      const generations = (await keysIn(folder)).map((file) => file.split('.')[0]);
      // Each bucket has the one key that is in force.
      expect(new Set(generations).size).toBe(generations.length);
    }
    // The kills met both sides of the commit.
    expect(Math.min(seen.before, seen.after)).toBeGreaterThan(0);
    await subjects.close();
  }, 120_000);

  it('leaves no key that was in force before in any file', async () => {
    const subjects: Subjects = await PostgresSubjects.open(test.database, { keysFolder: folder });
    await subjects.enter([GONE]);
    const [before] = await test.database.query<{ bucket: number }>('SELECT bucket FROM subjects.entries');
    const name = `bucket-${String(before?.bucket).padStart(3, '0')}`;
    const key = await readFile(join(folder, `${name}.1.key`));
    const token = await test.database.transaction((in_: Database) => subjects.retire(in_, GONE.domain, GONE.person));
    await subjects.forget([token]);
    for (const file of await readdir(folder)) expect((await readFile(join(folder, file))).includes(key)).toBe(false);
    expect(await keysIn(folder)).toContain(`${name}.2.key`);
    await subjects.close();
  });

  async function reopened<Result>(work: (subjects: Subjects) => Promise<Result>): Promise<Result> {
    const again = await PostgresSubjects.open(test.database, { keysFolder: folder });
    try {
      return await work(again);
    } finally {
      await again.close();
    }
  }
});
