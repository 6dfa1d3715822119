import { chmod, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { MeshError } from '@mesh/product';
import { LakeErrors } from '@mesh/lake';
import { identifier, literal, type Engine } from '@mesh/lake-engine';

const LOCK_TIMEOUT_MS = 10_000;

/** Folders that this process writes; the kernel's lock tells processes apart, not two lakes of one. */
const heldHere = new Set<string>();

export interface WriterLock {
  /** Gives the dataset free. */
  release(): Promise<void>;
}

/**
 * Makes this process the one writer of a dataset until it ends, however it ends: the lock is DuckDB's kernel lock on an
 * attached, empty database file, so that after a kill -9 nothing is left over that would have to be judged stale.
 */
export async function lockForWriting(folder: string, engine: Engine): Promise<WriterLock> {
  if (heldHere.has(folder)) throw LakeErrors.WRITER_BUSY({ pid: process.pid });
  heldHere.add(folder);
  const alias = `lock of ${folder}`;
  const forget = () => void heldHere.delete(folder);
  try {
    await attach(join(folder, '.writer.lock'), alias, engine);
  } catch (error) {
    forget();
    throw error;
  }
  const release = async () => {
    await engine.use(LOCK_TIMEOUT_MS, (session) => session.run(`DETACH ${identifier(alias)}`));
    forget();
  };
  return { release };
}

async function attach(path: string, alias: string, engine: Engine): Promise<void> {
  const statement = `ATTACH ${literal(path)} AS ${identifier(alias)}`;
  try {
    await engine.use(LOCK_TIMEOUT_MS, (session) => session.run(statement));
  } catch (error) {
    if (!(error instanceof MeshError)) throw error;
    if (error.meta['lockedBy'] !== undefined) throw LakeErrors.WRITER_BUSY({ pid: error.meta['lockedBy'] });
    // A process that died while it made the file left a torn one, and holds no lock on it any more.
    await rm(path, { force: true });
    await engine.use(LOCK_TIMEOUT_MS, (session) => session.run(statement));
  }
  await chmod(path, 0o600);
}
