import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A baseline server in a process of its own. */
export interface BaselineProcess {
  readonly port: number;
  readonly pid: number;
  stop(): Promise<void>;
}

/** Starts one of the baseline servers and waits for its port. */
export async function startBaseline(
  name: 'bare-echo' | 'nest-echo' | 'nest-select',
  args: readonly string[] = [],
): Promise<BaselineProcess> {
  const { said, ...baseline } = await forkBaseline(name, args);
  return { ...baseline, port: Number(/listening (\d+)/.exec(said)?.[1]) };
}

/** Starts a baseline and waits for what it says first. */
export async function forkBaseline(
  name: string,
  args: readonly string[] = [],
): Promise<Omit<BaselineProcess, 'port'> & { readonly said: string }> {
  const script = fileURLToPath(new URL(`../../dist/baselines/${name}.js`, import.meta.url));
  const child = fork(script, [...args], { stdio: ['ignore', 'pipe', 'inherit', 'ipc'], execArgv: [] });
  const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data', {
    signal: AbortSignal.timeout(20_000),
  })) as [Buffer];
  return {
    said: line.toString(),
    pid: child.pid ?? 0,
    async stop() {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
