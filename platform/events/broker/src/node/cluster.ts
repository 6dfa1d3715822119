import { join } from 'node:path';
import { BrokerErrors } from '../broker.errors.js';
import { LISTENERS, portsOf, type Ports } from '../home/ports.js';
import { writePrivate } from '../home/private-file.js';
import type { KafkaProgram } from '../program/find-kafka.js';
import type { Door, RunningKafka } from '../running-kafka.js';
import { BrokerNode } from './broker-node.js';
import { formatted } from './format.js';
import { serverProperties, type NodePlan } from './server-properties.js';
import type { Watchdog } from './watchdog.js';

const MOST_ATTEMPTS = 3;

/** What brokers that belong together are started from. */
export interface ClusterPlan extends Pick<NodePlan, 'secrets' | 'certificates' | 'plaintext' | 'oauth'> {
  readonly home: string;
  readonly program: KafkaProgram;
  readonly watchdog: Watchdog;
  readonly shortLived: boolean;
  readonly firstPort?: number;
  readonly log: (line: string) => void;
}

/** Brokers that run. */
export type Cluster = Pick<RunningKafka, 'bootstrap' | 'pid' | 'kill' | 'restart' | 'stop'>;

/** Starts all brokers; where another program takes a port between its choice and its use, with other ports again. */
export async function startCluster(plan: ClusterPlan): Promise<Cluster> {
  const { home, secrets, firstPort, log } = plan;
  for (let attempt = 1; ; attempt += 1) {
    const ports = await portsOf(home, secrets.brokers, firstPort);
    const nodes = await prepared(plan, ports);
    log(`starting ${counted(nodes.length)}`);
    const failure = await startAll(nodes, log);
    if (failure === undefined) return { bootstrap: bootstrapOf(ports, plan.plaintext), ...controlsOf(nodes) };
    if (attempt === MOST_ATTEMPTS || !isPortTaken(failure)) throw failure;
  }
}

async function prepared(plan: ClusterPlan, ports: readonly Ports[]): Promise<readonly BrokerNode[]> {
  const { home, program, watchdog, shortLived, oauth } = plan;
  const plans = ports.map((_, at) => ({ ...plan, ports, node: at + 1, dataFolder: join(home, `data-${at + 1}`) }));
  await Promise.all(plans.map((one) => formatted(program, home, one, plan.log)));
  return plans.map((one) => {
    const properties = join(home, `broker-${one.node}.properties`);
    writePrivate(properties, serverProperties(one));
    const allowedUrls = oauth === undefined ? [] : [oauth.keysUrl];
    return new BrokerNode({
      node: one.node,
      home,
      program,
      properties,
      watchdog,
      shortLived,
      allowedUrls,
      log: plan.log,
    });
  });
}

/** Starts them together, for none is ready before it has found the others; ends all when one fails, and says why. */
async function startAll(nodes: readonly BrokerNode[], log: (line: string) => void): Promise<unknown> {
  let ready = 0;
  const starts = nodes.map((node) => node.start().then(() => log(`${(ready += 1)} of ${counted(nodes.length)} ready`)));
  try {
    await Promise.all(starts);
    return undefined;
  } catch (failure) {
    await Promise.all(nodes.map((node) => node.kill()));
    await Promise.allSettled(starts);
    return failure;
  }
}

const isPortTaken = (failure: unknown): boolean =>
  failure instanceof Error && /Address already in use|failed to bind/i.test(String((failure.cause as Error)?.message));

const counted = (count: number): string => (count === 1 ? '1 broker' : `${count} brokers`);

function bootstrapOf(ports: readonly Ports[], plaintext: boolean): RunningKafka['bootstrap'] {
  const doors = LISTENERS.filter((name): name is Door => name !== 'internal' && name !== 'controller');
  const open = doors.filter((door) => door !== 'plaintext' || plaintext);
  return Object.fromEntries(open.map((door) => [door, ports.map((of) => `127.0.0.1:${of[door]}`)]));
}

function controlsOf(nodes: readonly BrokerNode[]): Omit<Cluster, 'bootstrap'> {
  const at = (node: number): BrokerNode => {
    const found = nodes[node - 1];
    if (found === undefined) throw BrokerErrors.NODE_UNKNOWN({ node, brokers: nodes.length });
    return found;
  };
  return {
    pid: (node) => at(node).pid,
    kill: (node) => at(node).kill(),
    restart: async (node) => {
      await at(node).stop();
      await at(node).start();
    },
    stop: async () => {
      await Promise.all(nodes.map((node) => node.stop()));
    },
  };
}
