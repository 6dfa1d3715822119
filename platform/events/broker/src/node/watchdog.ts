import { spawn } from 'node:child_process';
import type { Socket } from 'node:net';

/** What is to happen to the brokers when their parent has ended without stopping them. */
export interface LastWill {
  /** How long they may take to stop by themselves before they are killed. */
  readonly graceSeconds: number;
  /** A folder to remove once they have ended. */
  readonly remove?: string;
}

/** Sees to it that no broker outlives this process, however that ends. */
export interface Watchdog {
  watch(pid: number): void;
  forget(pid: number): void;
  dismiss(): void;
}

/** Hears on its input which processes to watch; the end of that input is the end of their parent. */
const SCRIPT = `
trap "" INT HUP TERM
watched=""
while read -r verb pid; do
  case "$verb" in
    watch) watched="$watched $pid" ;;
    forget) rest=""; for one in $watched; do [ "$one" = "$pid" ] || rest="$rest $one"; done; watched="$rest" ;;
    dismiss) exit 0 ;;
  esac
done
for pid in $watched; do kill -TERM "$pid"; kill -CONT "$pid"; done
tenths=$(($1 * 10))
for pid in $watched; do
  while [ "$tenths" -gt 0 ] && kill -0 "$pid"; do sleep 0.1; tenths=$((tenths - 1)); done
  kill -KILL "$pid"
done
[ -z "$2" ] || for again in 1 2 3 4 5; do rm -rf "$2" && break; sleep 0.2; done
`;

/** A shell that waits for the end of this process. */
export function startWatchdog({ graceSeconds, remove = '' }: LastWill): Watchdog {
  const shell = spawn('/bin/sh', ['-c', SCRIPT, 'kafka-watchdog', String(graceSeconds), remove], {
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  shell.unref();
  const input = shell.stdin as unknown as Socket;
  input.on('error', () => undefined);
  input.unref();
  const say = (line: string): void => void input.write(`${line}\n`);
  return {
    watch: (pid) => say(`watch ${pid}`),
    forget: (pid) => say(`forget ${pid}`),
    dismiss: () => say('dismiss'),
  };
}
