import type { MeshServices, RunningMesh } from '@mesh/boot';
import { loadDomain } from '@mesh/workspace';
import { CliErrors } from '../cli.errors.js';
import type { CommandSpec, Invocation } from '../command.js';
import { domainsHere } from '../mesh/domains-here.js';
import { stopAsked } from '../stop-asked.js';

/** `mesh start` */
export const start: CommandSpec = {
  usage: 'start',
  summary: 'Start the whole mesh in this process; Ctrl-C stops it.',
  example: 'MESH_HOME=/srv/mesh npx mesh start',
  async run(invocation) {
    const { startMesh } = await import('@mesh/boot');
    const services = meshServices();
    return runUntilStopped(invocation, (say) => startMesh(services, say));
  },
};

/** `mesh serve <service>` */
export const serve: CommandSpec = {
  usage: 'serve <service>',
  summary: 'Start one service alone; Ctrl-C stops it.',
  example: 'npx mesh serve cardiology',
  shape: (command) => {
    command.addHelpText('after', () => `\nServices: ${serviceNames(meshServices()).join(', ')}`);
  },
  async run(invocation) {
    const services = meshServices();
    const [service = ''] = invocation.arguments;
    const known = serviceNames(services);
    if (!known.includes(service))
      throw CliErrors.OPTION_WRONG({ option: '<service>', expected: `one of ${known.join(', ')}` });
    const { serveOne } = await import('@mesh/boot');
    return runUntilStopped(invocation, (say) => serveOne(services, service, say));
  },
};

/** The services that this program can run: the control plane, and each domain that has a folder in the workspace. */
const meshServices = (): MeshServices => ({
  controlPlane: import.meta.resolve('@mesh/control-plane'),
  domains: Object.fromEntries(
    domainsHere().map((domain) => [domain.name, () => loadDomain(domain, (name) => import(name))]),
  ),
});

const serviceNames = ({ domains }: MeshServices): readonly string[] => ['control-plane', ...Object.keys(domains)];

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
