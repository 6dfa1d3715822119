import { createHash } from 'node:crypto';
import type { Database } from '@mesh/database';
import type { Alias, ModelRegistry, ModelVersion, NewModelVersion } from '@mesh/models';

interface VersionRow {
  readonly number: number;
  readonly document: NewModelVersion;
  readonly made_at: Date;
}

/** A registry in two tables, without the rules of the real one: for tests of what comes to it. */
export class TableRegistry implements ModelRegistry {
  constructor(private readonly database: Database) {}

  static async on(database: Database): Promise<TableRegistry> {
    await database.query(`
      CREATE TABLE IF NOT EXISTS test_artifacts (sha256 text PRIMARY KEY, bytes bytea NOT NULL);
      CREATE TABLE IF NOT EXISTS test_versions (
        number int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, run_id text UNIQUE, document json NOT NULL,
        made_at timestamptz NOT NULL DEFAULT now());
      CREATE TABLE IF NOT EXISTS test_aliases (alias text PRIMARY KEY, number int NOT NULL)`);
    return new TableRegistry(database);
  }

  async putArtifact(bytes: Uint8Array): Promise<string> {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    await this.database.query('INSERT INTO test_artifacts VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      sha256,
      Buffer.from(bytes),
    ]);
    return sha256;
  }

  async artifact(sha256: string): Promise<Uint8Array | undefined> {
    const [row] = await this.database.query<{ bytes: Buffer }>('SELECT bytes FROM test_artifacts WHERE sha256 = $1', [
      sha256,
    ]);
    return row && Uint8Array.from(row.bytes);
  }

  async register(version: NewModelVersion): Promise<ModelVersion> {
    await this.database.query('INSERT INTO test_versions (run_id, document) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
      version.runId,
      JSON.stringify(version),
    ]);
    const known = (await this.versions(version.model)).find(({ runId }) => runId === version.runId);
    return known as ModelVersion;
  }

  async versions(model: string): Promise<readonly ModelVersion[]> {
    const rows = await this.database.query<VersionRow>('SELECT * FROM test_versions ORDER BY number');
    return rows
      .filter(({ document }) => document.model === model)
      .map(({ number, document, made_at }) => ({
        ...document,
        version: String(number),
        createdAt: made_at.toISOString(),
        status: 'ready',
      }));
  }

  async version(model: string, version: string): Promise<ModelVersion | undefined> {
    return (await this.versions(model)).find((candidate) => candidate.version === version);
  }

  async aliased(model: string, alias: Alias): Promise<ModelVersion | undefined> {
    const [row] = await this.database.query<{ number: number }>('SELECT number FROM test_aliases WHERE alias = $1', [
      alias,
    ]);
    return row && this.version(model, String(row.number));
  }

  async promote(model: string, version: string, alias: Alias): Promise<ModelVersion> {
    await this.database.query(
      'INSERT INTO test_aliases VALUES ($1, $2) ON CONFLICT (alias) DO UPDATE SET number = excluded.number',
      [alias, Number(version)],
    );
    return (await this.version(model, version)) as ModelVersion;
  }

  withdraw(): Promise<ModelVersion> {
    return Promise.reject(new Error('no learner withdraws'));
  }
}
