import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseErrors } from '../errors.js';
import type { Account } from './account.js';

/** The one role of the embedded database. */
export const ROLE = 'mesh';

/** The folder of the cluster inside the home. */
export const clusterOf = (home: string) => join(home, 'database');

/** The password of the role: random, made once, readable by the owner of the home alone. */
export function passwordOf(home: string): string {
  const path = join(home, 'database.password');
  if (!existsSync(path)) {
    writeFileSync(`${path}.new`, randomBytes(24).toString('base64url'), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  }
  return readFileSync(path, 'utf8');
}

/** Creates the cluster beside its place and moves it there when it is whole, so that a crash leaves none or all of it. */
export async function createCluster(home: string, initdb: string, account: Account): Promise<void> {
  const fresh = join(home, 'database.new');
  const passwordFile = join(home, 'database.new.password');
  for (const path of [fresh, passwordFile]) rmSync(path, { recursive: true, force: true });
  mkdirSync(fresh, { mode: 0o700 });
  writeFileSync(passwordFile, passwordOf(home), { mode: 0o600 });
  if (account.ids !== undefined)
    for (const path of [fresh, passwordFile]) chownSync(path, account.ids.uid, account.ids.gid);
  try {
    await run(account, initdb, [
      ...['-D', fresh, '-U', ROLE, `--pwfile=${passwordFile}`, '--auth=scram-sha-256', '--encoding=UTF8'],
      // A commit that needs a new segment waits while it is filled with zeros: four milliseconds for one of this size.
      '--wal-segsize=4',
      ...['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-instructions'],
    ]);
    renameSync(fresh, clusterOf(home));
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function run(account: Account, program: string, args: readonly string[]): Promise<void> {
  const [command = program, ...rest] = [...account.wrapper, program, ...args];
  const child = spawn(command, rest, {
    cwd: '/',
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    ...account.ids,
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (said = (said + String(chunk)).slice(-4_000)));
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) => reject(DatabaseErrors.NOT_CREATED({}, { cause }));
    child.on('error', fail);
    child.on('close', (status) => (status === 0 ? resolve() : fail(new Error(said))));
  });
}
