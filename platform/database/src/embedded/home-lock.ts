import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseErrors } from '../errors.js';
import { isAlive, startMark } from './processes.js';

interface Holder {
  readonly pid: number;
  readonly started: string;
}

/** Takes the home folder for this process, also from a holder that died; returns the way to give it back. */
export function lockHome(home: string): () => void {
  const path = join(home, 'mesh.lock');
  const mine = JSON.stringify({ pid: process.pid, started: startMark(process.pid) } satisfies Holder);
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (create(path, mine)) return () => release(path, mine);
    const text = read(path);
    if (text === undefined) continue;
    const holder = parse(text);
    if (holder !== undefined && isHeld(holder)) throw DatabaseErrors.HOME_IN_USE({ pid: holder.pid });
    discard(path, text);
  }
  throw DatabaseErrors.HOME_IN_USE();
}

function isHeld({ pid, started }: Holder): boolean {
  return isAlive(pid) && startMark(pid) === started;
}

function create(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moves a dead holder's lock away; where another start was quicker and this is its fresh lock, puts it back. */
function discard(path: string, dead: string): void {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = read(aside);
  if (moved !== undefined && moved !== dead) create(path, moved);
  rmSync(aside, { force: true });
}

function release(path: string, mine: string): void {
  if (read(path) === mine) rmSync(path, { force: true });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function parse(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}
