import { mkdtempSync } from 'node:fs';
import { globalAgent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectionsTo, findKafka, startKafka, type RunningKafka } from '@mesh/kafka-broker';

/** A broker that all test files of a process share: it has no controls, for nobody may stop it under the others. */
export type TestKafka = Omit<RunningKafka, 'pid' | 'kill' | 'restart' | 'stop'>;

/** What of it is data, and so the same in every realm. */
type Facts = Omit<TestKafka, keyof ReturnType<typeof connectionsTo>>;

/** Node's own modules are the same objects for all test files of a process; Jest gives each file its own `globalThis`. */
const shelf = globalAgent as unknown as Record<symbol, Promise<string> | undefined>;
const PLACE = Symbol.for('mesh.testing.kafka');

/**
 * The broker of this test process, with every listener (also the one without sign-in), started at the first call; it
 * ends with the process. Fails at once, and says what to install, where Java or Kafka is missing. Topics are shared: give
 * them names of your own.
 */
export async function startTestKafka(): Promise<TestKafka> {
  findKafka();
  const facts = JSON.parse(await (shelf[PLACE] ??= start())) as Facts;
  return { ...facts, ...connectionsTo(facts.bootstrap, facts.users, facts.certificates) };
}

async function start(): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), 'mesh-kafka-'));
  const lastWill = { graceSeconds: 0, remove: home };
  const kafka = await startKafka({ home, plaintext: true, shortLived: true, users: ['stranger'] }, lastWill);
  return JSON.stringify(kafka satisfies Facts);
}
