import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import type { SnapshotRecord } from '@mesh/training';

import { TrainingErrors } from './training.errors.js';

/** How a snapshot came about, and the run that made it first. */
export interface KnownSnapshot extends SnapshotRecord {
  readonly firstRun: string;
  readonly links: Readonly<Record<string, string>>;
}

/** How snapshots were made, by their hash. The first record of a hash stays: equal bytes may be made many times. */
@Injectable()
export class SnapshotStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  async keep(record: SnapshotRecord, runId: string): Promise<void> {
    await this.database.query(
      'INSERT INTO training.snapshot (sha256, record, first_run) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      [record.sha256, JSON.stringify(record), runId],
    );
  }

  /** Throws TRAINING.SNAPSHOT_UNKNOWN. */
  async known(sha256: string): Promise<KnownSnapshot> {
    const [row] = await this.database.query<{ record: SnapshotRecord; first_run: string }>(
      'SELECT record, first_run FROM training.snapshot WHERE sha256 = $1',
      [sha256.slice(0, 64)],
    );
    if (row === undefined) throw TrainingErrors.SNAPSHOT_UNKNOWN();
    return {
      ...row.record,
      firstRun: row.first_run,
      links: {
        self: `/training/snapshots/${row.record.sha256}`,
        bytes: `/models/artifacts/${row.record.sha256}`,
        firstRun: `/training/runs/${row.first_run}`,
      },
    };
  }
}
