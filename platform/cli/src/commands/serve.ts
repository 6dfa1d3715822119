import { Argument } from 'commander';
import type { MeshServices, RunningMesh } from '@mesh/boot';
import type { CommandSpec, Invocation } from '../command.js';
import { SERVICE_NAMES } from '../mesh/service-addresses.js';

/** `mesh start` */
export const start: CommandSpec = {
  usage: 'start',
  summary: 'Start the whole mesh in this process; Ctrl-C stops it.',
  example: 'MESH_HOME=/srv/mesh npx mesh start',
  async run(invocation) {
    const { startMesh } = await import('@mesh/boot');
    return runUntilStopped(invocation, (say) => startMesh(meshServices, say));
  },
};

/** `mesh serve <service>` */
export const serve: CommandSpec = {
  usage: 'serve',
  summary: 'Start one service alone; Ctrl-C stops it.',
  example: 'npx mesh serve cardiology',
  shape: (command) => {
    command.addArgument(new Argument('<service>', 'which service').choices(SERVICE_NAMES));
  },
  async run(invocation) {
    const { serveOne } = await import('@mesh/boot');
    const [service = ''] = invocation.arguments;
    return runUntilStopped(invocation, (say) => serveOne(meshServices, service, say));
  },
};

/** The services that this program can run; the command is the one place that knows them all. */
const meshServices: MeshServices = {
  controlPlane: import.meta.resolve('@mesh/control-plane'),
  domains: { cardiology: async () => (await import('@mesh/cardiology')).CardiologyModule },
};

/**
 * Starts, then waits for SIGINT or SIGTERM and stops in order; a second signal ends the process at once.
 * The process ends here because engines in it (ONNX Runtime, DuckDB) keep threads that would hold it open.
 */
async function runUntilStopped(
  { forPrograms, terminal }: Invocation,
  starting: (say: (line: string) => void) => Promise<RunningMesh>,
): Promise<undefined> {
  const asked = stopAsked();
  const running = await starting((line) => {
    const result = line.startsWith('mesh ready') && !forPrograms;
    (result ? terminal.stdout : terminal.stderr).write(`${line}\n`);
  });
  if (forPrograms) terminal.stdout.write(`${JSON.stringify({ addresses: running.addresses })}\n`);
  await asked;
  await running.stop();
  process.exit(0);
}

/** Resolves at the first signal; the second one exits with 130, as a shell expects of an interrupted program. */
function stopAsked(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const onSignal = (): void => {
      if (asked) process.exit(130);
      asked = true;
      resolve();
    };
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
  });
}
