import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine, isAlive } from './processes.js';

/** What a running PostgreSQL writes of itself into its cluster. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

/** The PostgreSQL that runs on this cluster, as its own file tells; undefined when there is no file. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), isReady: lines[7]?.trim() === 'ready' };
  } catch {
    return undefined;
  }
}

/** The PostgreSQL that runs on this cluster; the file of one that died is removed, even if its id lives on in another process. */
export function runningPostmaster(cluster: string): Postmaster | undefined {
  const postmaster = readPostmaster(cluster);
  if (postmaster === undefined) return undefined;
  if (isAlive(postmaster.pid) && commandLine(postmaster.pid).includes(cluster)) return postmaster;
  rmSync(join(cluster, 'postmaster.pid'), { force: true });
  return undefined;
}
