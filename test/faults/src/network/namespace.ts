import { spawnSync } from 'node:child_process';
import { WorkerProcess } from '../stage/worker-process.js';
import { Relay } from './relay.js';

/** Of four addresses each, so that namespaces of several runs may stand side by side. */
const NETWORKS = 16_384;

/** Runs `ip`; throws what it says. */
function ip(...args: readonly string[]): void {
  const { status, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
}

/** Why this user cannot make networks; undefined where that works. */
export function whyNoNamespaces(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root may make networks';
  const name = `mesh-probe-${process.pid}`;
  const made = spawnSync('ip', ['netns', 'add', name]).status === 0;
  if (made) ip('netns', 'delete', name);
  return made ? undefined : 'there are no network namespaces here';
}

/**
 * A network of its own, one cable away: whoever runs in it reaches the given ports of our loopback at the same addresses,
 * until the cable is cut. Nobody is told of the cut, as with a real one: nothing arrives any more.
 */
export class Namespace {
  private relays: readonly Relay[] = [];
  private inside: WorkerProcess | undefined;

  private constructor(
    private readonly name: string,
    private readonly cable: string,
  ) {}

  static async create(ports: readonly number[]): Promise<Namespace> {
    const at = process.pid % NETWORKS;
    const [third, fourth] = [at >> 6, (at & 63) << 2];
    const [here, there] = [`10.77.${third}.${fourth + 1}`, `10.77.${third}.${fourth + 2}`];
    const space = new Namespace(`mesh-faults-${process.pid}`, `mf${process.pid}`);
    space.remove();
    ip('netns', 'add', space.name);
    ip('link', 'add', space.cable, 'type', 'veth', 'peer', 'name', 'there', 'netns', space.name);
    ip('address', 'add', `${here}/30`, 'dev', space.cable);
    ip('link', 'set', space.cable, 'up');
    for (const args of [
      ['address', 'add', `${there}/30`, 'dev', 'there'],
      ['link', 'set', 'there', 'up'],
      ['link', 'set', 'lo', 'up'],
    ])
      ip('-netns', space.name, ...args);
    const listen = (port: number): Promise<Relay> => Relay.listen({ host: here, port }, { host: '127.0.0.1', port });
    space.relays = await Promise.all(ports.map(listen));
    const routes = ports.map((port) => ({ host: here, port }));
    space.inside = await WorkerProcess.start('relay', { role: 'relay', routes }, space.wrapper);
    return space;
  }

  /** Runs a command in this network. */
  get wrapper(): readonly string[] {
    return ['ip', 'netns', 'exec', this.name];
  }

  cut(): void {
    ip('link', 'set', this.cable, 'down');
  }

  heal(): void {
    ip('link', 'set', this.cable, 'up');
  }

  async dispose(): Promise<void> {
    await this.inside?.kill();
    for (const relay of this.relays) relay.close();
    this.remove();
  }

  /** Also what a killed run of the same process id has left. */
  private remove(): void {
    spawnSync('ip', ['link', 'delete', this.cable]);
    spawnSync('ip', ['netns', 'delete', this.name]);
  }
}
