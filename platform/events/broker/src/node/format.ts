import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { BrokerErrors } from '../broker.errors.js';
import type { Secrets } from '../home/credentials.js';
import { writePrivate } from '../home/private-file.js';
import type { KafkaProgram } from '../program/find-kafka.js';
import { serverProperties, type NodePlan } from './server-properties.js';

const FORMAT_WITHIN_MS = 60_000;
const MOST_CHARACTERS = 4_000;

/** Prepares the data folder of a broker unless it is prepared; one that a killed start left half done is made anew. */
export async function formatted(
  program: KafkaProgram,
  home: string,
  plan: NodePlan,
  log: (line: string) => void,
): Promise<void> {
  if (existsSync(plan.dataFolder)) return;
  log(`preparing the data folder of broker ${plan.node}`);
  const draft = `${plan.dataFolder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  const properties = join(home, `format-${plan.node}.properties`);
  // The passwords go by file: what stands on a command line, every user of the machine can read.
  const argumentFile = join(home, `format-${plan.node}.arguments`);
  writePrivate(properties, serverProperties({ ...plan, dataFolder: draft }));
  writePrivate(argumentFile, formatArguments(properties, plan.secrets).join('\n'));
  try {
    await storageTool(program, argumentFile);
    renameSync(draft, plan.dataFolder);
  } finally {
    rmSync(properties, { force: true });
    rmSync(argumentFile, { force: true });
  }
}

function formatArguments(properties: string, { clusterId, users }: Secrets): readonly string[] {
  const scram = Object.entries(users).flatMap(([name, password]) =>
    ['SCRAM-SHA-256', 'SCRAM-SHA-512'].flatMap((kind) => [
      '--add-scram',
      `${kind}=[name=${name},password=${password}]`,
    ]),
  );
  return ['format', '--cluster-id', clusterId, '--config', properties, ...scram];
}

async function storageTool({ classPath }: KafkaProgram, argumentFile: string): Promise<void> {
  const flags = ['-Xmx128m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Dlog4j2.level=ERROR', '-cp', classPath];
  const child = spawn('java', [...flags, 'kafka.tools.StorageTool', `@${argumentFile}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: FORMAT_WITHIN_MS,
    killSignal: 'SIGKILL',
  });
  let said = '';
  const read = (chunk: Buffer): void => void (said = (said + chunk.toString()).slice(-MOST_CHARACTERS));
  child.stdout.on('data', read);
  child.stderr.on('data', read);
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) throw BrokerErrors.NOT_FORMATTED({}, { cause: new Error(said) });
}
