import { readFileSync, readdirSync } from 'node:fs';

/** Clock ticks a second of /proc/<pid>/stat on Linux (USER_HZ). */
const TICKS_PER_SECOND = 100;

interface ProcessStat {
  readonly parent: number;
  readonly name: string;
  readonly ticks: number;
}

/** Processor time of a process and of the PostgreSQL below it, in microseconds. */
export interface ProcessorTime {
  readonly processMicros: number;
  readonly postgresMicros: number;
}

/** Reads user and system time from /proc; the time of backends that have ended is counted with the server that reaped them. */
export function processorTimeOf(pid: number, postgresPid?: number): ProcessorTime {
  const own = statOf(pid);
  const postgres = postgresPid === undefined ? [] : [postgresPid, ...childrenOf(postgresPid)];
  const micros = (ticks: number): number => (ticks * 1_000_000) / TICKS_PER_SECOND;
  return {
    processMicros: micros(own?.ticks ?? 0),
    postgresMicros: micros(postgres.reduce((sum, child) => sum + (statOf(child)?.ticks ?? 0), 0)),
  };
}

/** Processes started by `pid`, directly. */
export function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((candidate) => statOf(candidate)?.parent === pid);
}

function statOf(pid: number): ProcessStat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
    return { parent: Number(fields[1]), name, ticks };
  } catch {
    return undefined;
  }
}
