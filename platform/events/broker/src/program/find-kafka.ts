import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { BrokerErrors } from '../broker.errors.js';

/** The workspace that holds the jars; the same from sources and from what is compiled of them. */
export const WORKSPACE = fileURLToPath(new URL('../../../../../', import.meta.url));

const OLDEST_JAVA = 17;

/** Apache Kafka as it is installed. */
export interface KafkaProgram {
  /** Folder of the jars. */
  readonly folder: string;
  /** All jars in one order: an archive of classes holds for this order alone. */
  readonly classPath: string;
  readonly version: string;
  /** The full version of the Java on the path. */
  readonly java: string;
}

interface Part {
  readonly lock: string;
  readonly fingerprint: string;
  readonly executables: Readonly<Record<string, string>>;
}

/** Where Kafka is; throws BROKER.JAVA_MISSING or BROKER.NOT_INSTALLED. Fetches nothing. */
export function findKafka(): KafkaProgram {
  const java = checkedJava();
  const folder = installedFolder();
  if (folder === undefined) throw BrokerErrors.NOT_INSTALLED();
  const jars = readdirSync(folder).filter((name) => name.endsWith('.jar'));
  const classPath = jars.sort().map((name) => join(folder, name));
  const version = jars.map((name) => /^kafka-clients-(.+)\.jar$/.exec(name)?.[1]).find(Boolean) ?? '';
  return { folder, version, java, classPath: classPath.join(':') };
}

/** The version of the Java on the path; throws BROKER.JAVA_MISSING without one that is new enough. */
export function checkedJava(): string {
  const { status, stderr } = spawnSync('java', ['-version'], { encoding: 'utf8', timeout: 60_000 });
  const version = /version "([^"]+)"/.exec(stderr ?? '')?.[1];
  if (status !== 0 || version === undefined) throw BrokerErrors.JAVA_MISSING();
  if (Number.parseInt(version, 10) < OLDEST_JAVA) throw BrokerErrors.JAVA_MISSING({ found: version });
  return version;
}

/** As `npm run tools` has noted it; an installation of other jars than those pinned now counts as none. */
export function installedFolder(): string | undefined {
  const record = join(WORKSPACE, '.tools/tools.json');
  if (!existsSync(record)) return undefined;
  const { kafka } = JSON.parse(readFileSync(record, 'utf8')) as { kafka?: Part };
  const folder = kafka?.executables['kafka'];
  if (kafka === undefined || folder === undefined || !existsSync(folder)) return undefined;
  const pinned = createHash('sha256').update(readFileSync(join(WORKSPACE, kafka.lock)));
  return pinned.digest('hex') === kafka.fingerprint ? folder : undefined;
}
