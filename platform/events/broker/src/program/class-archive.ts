import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { KafkaProgram } from './find-kafka.js';

/** How a broker shares its classes with those that start after it: an archive that Java maps instead of reading jars. */
export interface ClassArchive {
  readonly flags: readonly string[];
  /** To be called once the broker has ended by itself: it has written the archive by then. */
  keep(): void;
}

/** The archive of this Java and these jars where there is one; else the first broker writes it when it stops. */
export function classArchive({ folder, java }: KafkaProgram): ClassArchive {
  const path = join(folder, `broker-${java}.jsa`);
  if (existsSync(path)) return { flags: [`-XX:SharedArchiveFile=${path}`], keep: () => undefined };
  const draft = `${path}.${process.pid}`;
  return {
    flags: [`-XX:ArchiveClassesAtExit=${draft}`],
    keep: () => (existsSync(path) ? rmSync(draft, { force: true }) : existsSync(draft) && renameSync(draft, path)),
  };
}
