import { setPriority } from 'node:os';
import type { DatabaseSettings } from '@mesh/database';
import type { Configuration } from '../configuration.js';

/**
 * Lets the other threads of the process go first where all want a processor: a call that somebody waits for before what
 * follows from it. On Linux priorities are those of threads, and no number means the one that calls; elsewhere it would be
 * the whole process, and nothing is done. `nice` is from 1 to 19, the last to go; 10 leaves about a tenth of a contended
 * processor, 15 a thirtieth (sched(7)).
 */
export function giveWay(nice: number): void {
  if (process.platform === 'linux') setPriority(nice);
}

/**
 * Lets the sessions of this thread at the database go after those of others, where its server is a child of the mesh: on
 * another machine the process of that number would be another one.
 */
export function sessionsGiveWay({ databaseUrl }: Configuration, nice: number): Pick<DatabaseSettings, 'connected'> {
  if (databaseUrl !== undefined) return {};
  return {
    connected: (serverProcess) => {
      try {
        setPriority(serverProcess, nice);
      } catch {
        // The server may belong to another user; its session is then as prompt as all others.
      }
    },
  };
}
