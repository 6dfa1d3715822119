import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDatabase, startEmbeddedPostgres, type EmbeddedPostgres } from '../index.js';
import { isAlive } from './processes.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** A mesh in a process of its own: says its URL, then does `rest`, then lives until its input ends. */
const MESH = (home: string, rest: string) => `
  import { openDatabase, startEmbeddedPostgres } from '@mesh/database';
  const { url, stop } = await startEmbeddedPostgres({ home: ${JSON.stringify(home)} });
  const database = openDatabase(url);
  ${rest}
  console.log(url);
  process.stdin.resume().on('end', () => process.exit(0));`;

const children: ChildProcess[] = [];
const homes: string[] = [];

async function startMesh(home: string, rest = ''): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', MESH(home, rest)], {
    cwd: root,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const [url] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, url: url.toString().trim() };
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

function newHome(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mesh-home-'));
  chmodSync(folder, 0o711);
  homes.push(folder);
  return join(folder, 'home');
}

const postmasterPid = (home: string) =>
  Number(readFileSync(join(home, 'database', 'postmaster.pid'), 'utf8').split('\n', 1)[0]);

async function withDatabase<Result>(server: EmbeddedPostgres, text: string): Promise<readonly Result[]> {
  const database = openDatabase(server.url);
  try {
    return (await database.query(text)) as readonly Result[];
  } finally {
    await database.close();
  }
}

describe('given an embedded PostgreSQL', () => {
  beforeAll(() => {
    execFileSync(process.execPath, [join(root, 'infra/local/compile.mjs')]);
  });

  afterAll(() => {
    for (const child of children) child.kill('SIGKILL');
    for (const home of homes) {
      try {
        process.kill(postmasterPid(join(home, 'home')), 'SIGQUIT');
      } catch {
        // It has ended, as it ought to.
      }
      rmSync(home, { recursive: true, force: true });
    }
  });

  it('is durable, on loopback, with a password only its owner reads, and ends with stop', async () => {
    const home = newHome();
    const server = await startEmbeddedPostgres({ home });
    const settings = await withDatabase<{ name: string; setting: string }>(
      server,
      `SELECT name, setting FROM pg_settings WHERE name IN ('fsync', 'listen_addresses', 'synchronous_commit', 'password_encryption') ORDER BY name`,
    );
    expect(settings.map(({ setting }) => setting)).toEqual(['on', '127.0.0.1', 'scram-sha-256', 'on']);
    expect(statSync(join(home, 'database.password')).mode & 0o777).toBe(0o600);
    const stranger = openDatabase(server.url.replace(/:[^:@]+@/, ':wrong@'));
    await expect(stranger.query('SELECT 1')).rejects.toThrow('password authentication failed');
    await stranger.close();
    const pid = postmasterPid(home);
    await server.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('resumes what it stored when it starts again', async () => {
    const home = newHome();
    const first = await startEmbeddedPostgres({ home });
    await withDatabase(first, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    const second = await startEmbeddedPostgres({ home });
    expect(await withDatabase(second, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('is taken over after its mesh was killed, with all that was committed and nothing left open', async () => {
    const home = newHome();
    const { child, url } = await startMesh(
      home,
      `await database.query('CREATE TABLE kept (n int)');
       await database.query('INSERT INTO kept VALUES (1)');
       void database.transaction(async (t) => { await t.query('LOCK kept IN ACCESS EXCLUSIVE MODE'); await t.query('SELECT pg_sleep(60)'); }).catch(() => 0);
       await database.query("SELECT pg_sleep(0.05)");`,
    );
    const pid = postmasterPid(home);
    await kill(child);
    const adopted = await startEmbeddedPostgres({ home });
    expect(adopted.url).toBe(url);
    expect(postmasterPid(home)).toBe(pid);
    expect(await withDatabase(adopted, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
    await adopted.stop();
    expect(isAlive(pid)).toBe(false);
  });

  it('recovers after mesh and PostgreSQL were killed together', async () => {
    const home = newHome();
    const { child } = await startMesh(home, `await database.query('CREATE TABLE kept AS SELECT 7 AS n');`);
    process.kill(postmasterPid(home), 'SIGKILL');
    await kill(child);
    const server = await startEmbeddedPostgres({ home });
    expect(await withDatabase(server, 'SELECT n FROM kept')).toEqual([{ n: 7 }]);
    await server.stop();
  });

  it('starts although the id of its dead predecessor now belongs to another process', async () => {
    const home = newHome();
    await (await startEmbeddedPostgres({ home })).stop();
    writeFileSync(
      join(home, 'database', 'postmaster.pid'),
      `${process.pid}\n${join(home, 'database')}\n1\n5432\n\n127.0.0.1\n\nready   \n`,
    );
    const server = await startEmbeddedPostgres({ home });
    expect(await withDatabase(server, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it('refuses a second mesh on the same home while the first one lives', async () => {
    const home = newHome();
    const { child } = await startMesh(home);
    await expect(startEmbeddedPostgres({ home })).rejects.toMatchObject({
      code: 'DATABASE.HOME_IN_USE',
      meta: { pid: child.pid },
    });
    await kill(child);
    await (await startEmbeddedPostgres({ home })).stop();
  });

  it('ends when its mesh ends normally, though nobody called stop', async () => {
    const home = newHome();
    const { child } = await startMesh(home);
    const pid = postmasterPid(home);
    child.stdin?.end();
    await once(child, 'exit');
    const next = await startEmbeddedPostgres({ home });
    expect(isAlive(pid)).toBe(false);
    await next.stop();
  });

  (process.getuid?.() === 0 ? it : it.skip)(
    'runs below a folder that only root may enter, or says which one it is',
    async () => {
      const home = newHome();
      const closed = join(home, '..');
      chmodSync(closed, 0o700);
      const outcome = await startEmbeddedPostgres({ home }).catch(
        (error: unknown) => error as { code: string; meta: object },
      );
      if ('url' in outcome) {
        expect(await withDatabase(outcome, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
        await outcome.stop();
      } else {
        expect(outcome).toMatchObject({ code: 'DATABASE.FOLDER_CLOSED', meta: { folder: closed } });
      }
    },
  );
});
