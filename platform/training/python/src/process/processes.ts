import { readdir, readFile } from 'node:fs/promises';

/** The variable that marks every process of a run: children inherit it, whatever group or session they move to. */
export const RUN_MARK = 'MESH_RECIPE_RUN';

/**
 * The living processes of a run, found by their mark in Linux's /proc; elsewhere none, and a run ends with its process
 * group. `strangers` remembers processes that are not of the run, so that they are looked at once.
 */
export async function processesOf(run: string, strangers = new Set<string>()): Promise<readonly number[]> {
  const names = await readdir('/proc').catch(() => []);
  const mark = `${RUN_MARK}=${run}\0`;
  const found = await Promise.all(
    names.map(async (name) => {
      if (!/^\d+$/.test(name) || strangers.has(name)) return undefined;
      // Empty for a process that has ended and waits for its parent; unreadable for those of others.
      const environment = await readFile(`/proc/${name}/environ`, 'latin1').catch(() => '');
      if (environment.includes(mark)) return Number(name);
      if (environment !== '') strangers.add(name);
      return undefined;
    }),
  );
  return found.filter((pid) => pid !== undefined);
}

/** Memory that these processes hold for themselves, in megabytes: without program files, which they share with others. */
export async function memoryMbOf(pids: readonly number[]): Promise<number> {
  const held = await Promise.all(
    pids.map(async (pid) => {
      const status = await readFile(`/proc/${pid}/status`, 'latin1').catch(() => '');
      return [...status.matchAll(/^(?:RssAnon|RssShmem|VmSwap):\s+(\d+) kB/gm)].reduce(
        (sum, [, kb]) => sum + Number(kb),
        0,
      );
    }),
  );
  return held.reduce((sum, kb) => sum + kb, 0) / 1_024;
}
