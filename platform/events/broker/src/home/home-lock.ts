import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BrokerErrors } from '../broker.errors.js';
import { runs, startMark } from './processes.js';

const MOST_ATTEMPTS = 5;

interface Holder {
  readonly pid: number;
  readonly mark: string;
}

/** Takes the folder for this process, also from a holder that was killed; returns the way to give it back. */
export function lockHome(home: string): () => void {
  const path = join(home, 'kafka.lock');
  const mine = JSON.stringify({ pid: process.pid, mark: startMark(process.pid) } satisfies Holder);
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt += 1) {
    if (place(path, mine)) return () => (read(path) === mine ? rmSync(path, { force: true }) : undefined);
    const text = read(path);
    const holder = holderIn(text);
    if (holder !== undefined && runs(holder.pid, holder.mark)) throw BrokerErrors.HOME_IN_USE({ pid: holder.pid });
    if (read(path) === text) rmSync(path, { force: true });
  }
  throw BrokerErrors.HOME_IN_USE();
}

/** The lock appears whole or not at all: a start that is killed here leaves no empty one. */
function place(path: string, text: string): boolean {
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function holderIn(text: string): Holder | undefined {
  try {
    return JSON.parse(text) as Holder;
  } catch {
    return undefined;
  }
}
