import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { missing } from '../mlflow.errors.js';
import { noRegisteredModel, noVersion } from '../mlflow-refusals.js';
import { VERSION_COLUMNS, type ModelVersionRow } from './model-rows.js';

/** What is known of a version before it is judged. */
export type NewVersion = Pick<
  ModelVersionRow,
  'name' | 'user_id' | 'description' | 'source' | 'artifact_uri' | 'run_id' | 'run_link' | 'model_id' | 'tags'
>;

/** What came of the judgement. */
export interface Settled {
  readonly status: 'READY' | 'FAILED_REGISTRATION';
  /** Why not. */
  readonly message?: string;
  readonly meshVersion?: string;
}

/** Keeps versions of registered models. */
@Injectable()
export class VersionStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Raises RESOURCE_DOES_NOT_EXIST. */
  async get(name: string, version: number): Promise<ModelVersionRow> {
    const [row] = await this.database.query<ModelVersionRow>(
      `SELECT ${VERSION_COLUMNS} FROM mlflow.model_version WHERE name = $1 AND version = $2`,
      [name, version],
    );
    if (row === undefined) throw noVersion(name, version);
    return row;
  }

  /** The number of the newest version; undefined where there is none. */
  async newest(name: string): Promise<number | undefined> {
    const [row] = await this.database.query<{ version: number }>(
      'SELECT version FROM mlflow.model_version WHERE name = $1 ORDER BY version DESC LIMIT 1',
      [name],
    );
    return row?.version;
  }

  /** Raises RESOURCE_DOES_NOT_EXIST where no registered model has the name. */
  async checkModel(name: string): Promise<void> {
    const known = await this.database.query('SELECT 1 FROM mlflow.registered_model WHERE name = $1', [name]);
    if (known.length === 0) throw noRegisteredModel(name);
  }

  /** Marks the registered model as changed with its versions. */
  async touchModel(name: string): Promise<void> {
    await this.database.query('UPDATE mlflow.registered_model SET updated_ms = $2 WHERE name = $1', [name, Date.now()]);
  }

  /** The next number of the model, without gaps; waits for whoever adds one meanwhile. */
  async add(version: NewVersion): Promise<ModelVersionRow> {
    const [row] = await this.database.query<ModelVersionRow>(
      `WITH model AS (
         UPDATE mlflow.registered_model SET last_version = last_version + 1, updated_ms = $2 WHERE name = $1
         RETURNING name, last_version
       )
       INSERT INTO mlflow.model_version (name, version, created_ms, updated_ms, user_id, description, source,
         artifact_uri, run_id, run_link, model_id, tags, status)
       SELECT name, last_version, $2, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'PENDING_REGISTRATION' FROM model
       RETURNING ${VERSION_COLUMNS}`,
      [
        version.name,
        Date.now(),
        version.user_id,
        version.description,
        version.source,
        version.artifact_uri,
        version.run_id,
        version.run_link,
        version.model_id,
        JSON.stringify(version.tags),
      ],
    );
    if (row === undefined) throw noRegisteredModel(version.name);
    return row;
  }

  async settle(
    { name, version }: ModelVersionRow,
    { status, message, meshVersion }: Settled,
  ): Promise<ModelVersionRow> {
    const [row] = await this.database.query<ModelVersionRow>(
      `UPDATE mlflow.model_version SET status = $3, status_message = $4, mesh_version = $5,
         mesh_model = CASE WHEN $5::text IS NULL THEN NULL ELSE name END, updated_ms = $6
       WHERE name = $1 AND version = $2 RETURNING ${VERSION_COLUMNS}`,
      [name, version, status, message ?? '', meshVersion ?? null, Date.now()],
    );
    if (row === undefined) throw missing('The version was removed while it was judged.');
    return row;
  }

  async change(name: string, version: number, set: string, value: unknown): Promise<ModelVersionRow> {
    const [row] = await this.database.query<ModelVersionRow>(
      `UPDATE mlflow.model_version SET updated_ms = $3, ${set} WHERE name = $1 AND version = $2 RETURNING ${VERSION_COLUMNS}`,
      [name, version, Date.now(), value],
    );
    if (row === undefined) throw noVersion(name, version);
    return row;
  }

  async remove(name: string, version: number): Promise<void> {
    await this.database.query('DELETE FROM mlflow.model_version WHERE name = $1 AND version = $2', [name, version]);
  }

  /** What an earlier process was judging when it ended has no verdict and will get none. */
  async giveUpUnsettled(): Promise<void> {
    await this.database.query(
      `UPDATE mlflow.model_version SET status = 'FAILED_REGISTRATION', updated_ms = $1,
         status_message = 'The mesh stopped while the version was judged: register it again.'
       WHERE status = 'PENDING_REGISTRATION'`,
      [Date.now()],
    );
  }
}
