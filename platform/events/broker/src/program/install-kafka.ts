import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { BrokerErrors } from '../broker.errors.js';
import { checkedJava, findKafka, installedFolder, WORKSPACE, type KafkaProgram } from './find-kafka.js';

const INSTALL_WITHIN_MS = 20 * 60_000;
const MOST_LINES = 5;

/** Kafka as it is installed, fetched first where it is missing; `tell` hears how far that is, a line at a time. */
export async function ensureKafka(tell: (line: string) => void): Promise<KafkaProgram> {
  checkedJava();
  if (installedFolder() === undefined) await install(tell);
  return findKafka();
}

async function install(tell: (line: string) => void): Promise<void> {
  const child = spawn(process.execPath, [join(WORKSPACE, 'infra/tools/install.mjs'), 'kafka'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: INSTALL_WITHIN_MS,
  });
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (!line.startsWith('tools: ')) return;
    said.push(line.slice('tools: '.length));
    tell(said.at(-1) ?? '');
  });
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) throw BrokerErrors.NOT_FETCHED({ says: said.slice(-MOST_LINES).join(' ') });
}
