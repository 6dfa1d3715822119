import { readlinkSync } from 'node:fs';
import { setPriority } from 'node:os';
import { basename } from 'node:path';
import type { DatabaseSettings } from '@mesh/database';
import type { Configuration } from '../configuration.js';

/** Where this thread stands in Linux: its own id is the last part. */
const SELF = '/proc/thread-self';

/**
 * Lets the other threads of the process go first where all want a processor: a call that somebody waits for before what
 * follows from it. Linux gives each thread a priority of its own; elsewhere nothing changes. `nice` is from 1 to 19, the
 * last to go; 5 leaves about a third of a contended processor, 10 a tenth (sched(7)).
 */
export function giveWay(nice: number): void {
  yielding(() => setPriority(Number(basename(readlinkSync(SELF))), nice));
}

/**
 * Lets the sessions of this thread at the database go after those of others, where its server is a child of the mesh: a
 * process of any other machine may bear the same number as one of this.
 */
export function sessionsGiveWay({ databaseUrl }: Configuration, nice: number): Pick<DatabaseSettings, 'connected'> {
  if (databaseUrl !== undefined) return {};
  return { connected: (serverProcess) => yielding(() => setPriority(serverProcess, nice)) };
}

/** What goes with the others is slower for their callers, and otherwise the same. */
function yielding(give: () => void): void {
  try {
    give();
  } catch {
    return;
  }
}
