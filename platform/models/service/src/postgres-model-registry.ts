import type { Database } from '@mesh/database';
import type { Outbox } from '@mesh/events';
import { outcomeOf, type Alias, type ModelRegistry, type ModelVersion, type NewModelVersion } from '@mesh/models';

import { moveAlias } from './alias-moves.js';
import type { ArtifactStore } from './artifact-store.js';
import { assertMayServe } from './gates/may-serve.js';
import { listedModels, type ListedModel } from './listed-models.js';
import { ModelsErrors } from './models.errors.js';
import { checkOnnx, checkedVersion } from './version-check.js';

interface VersionRow {
  readonly number: number;
  readonly document: NewModelVersion;
  readonly status: 'ready' | 'withdrawn';
  readonly created_at: Date | string;
}

const COLUMNS = 'number, document, status, created_at';
const MAX_VERSIONS = 1_000;

const modelVersion = (row: VersionRow): ModelVersion => ({
  ...row.document,
  version: String(row.number),
  createdAt: new Date(row.created_at).toISOString(),
  status: row.status,
});

/** The number of a version, or one that no version has. */
const numberOf = (version: string): number => (/^[1-9]\d{0,8}$/.test(version) ? Number(version) : 0);

/** Versions and aliases in PostgreSQL, files by their content; alias moves are published through an outbox. */
export class PostgresModelRegistry implements ModelRegistry {
  constructor(
    private readonly database: Database,
    private readonly artifacts: ArtifactStore,
    private readonly outbox: Outbox,
    private readonly now: () => Date = () => new Date(),
  ) {}

  putArtifact(bytes: Uint8Array): Promise<string> {
    return this.artifacts.put(bytes);
  }

  artifact(sha256: string): Promise<Uint8Array | undefined> {
    return this.artifacts.get(sha256);
  }

  /** Throws MODELS.VERSION_INVALID, ARTIFACT_MISSING, NOT_ONNX, RUN_OF_OTHER_MODEL or OUTCOME_DIFFERS. */
  async register(version: NewModelVersion): Promise<ModelVersion> {
    const document = checkedVersion(version);
    const onnx = await this.artifacts.get(document.onnxSha256);
    if (onnx === undefined) throw ModelsErrors.ARTIFACT_MISSING();
    checkOnnx(onnx);
    return this.database.transaction(async (transaction) => {
      await lockModel(transaction, document.model);
      const [known] = await transaction.query<VersionRow>(`SELECT ${COLUMNS} FROM models.version WHERE run_id = $1`, [
        document.runId,
      ]);
      if (known !== undefined && known.document.model !== document.model) throw ModelsErrors.RUN_OF_OTHER_MODEL();
      if (known !== undefined) return modelVersion(known);
      await assertSameOutcome(transaction, document);
      const [row] = await transaction.query<VersionRow>(
        `INSERT INTO models.version (model, number, run_id, document, created_at)
         SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4 FROM models.version WHERE model = $1 RETURNING ${COLUMNS}`,
        [document.model, document.runId, JSON.stringify(document), this.now().toISOString()],
      );
      return modelVersion(row!);
    });
  }

  async versions(model: string): Promise<readonly ModelVersion[]> {
    const rows = await this.database.query<VersionRow>(
      `SELECT ${COLUMNS} FROM models.version WHERE model = $1 ORDER BY number DESC LIMIT ${MAX_VERSIONS}`,
      [model],
    );
    return rows.map(modelVersion);
  }

  async version(model: string, version: string): Promise<ModelVersion | undefined> {
    const row = await findVersion(this.database, model, numberOf(version));
    return row === undefined ? undefined : modelVersion(row);
  }

  async aliased(model: string, alias: Alias): Promise<ModelVersion | undefined> {
    const [row] = await this.database.query<VersionRow>(
      `SELECT ${COLUMNS} FROM models.version JOIN models.alias USING (model, number) WHERE model = $1 AND alias = $2`,
      [model, alias],
    );
    return row === undefined ? undefined : modelVersion(row);
  }

  /** Every model with the number of its versions, its aliases, and how well it serves. */
  models(): Promise<readonly ListedModel[]> {
    return listedModels(this.database);
  }

  /** Throws MODELS.MODEL_UNKNOWN, VERSION_WITHDRAWN, COUNT_NOT_SHADOWED or, for what answers people, GATES_FAILED; promoting what is promoted changes and publishes nothing. */
  async promote(model: string, version: string, alias: Alias, by: string): Promise<ModelVersion> {
    const promoted = await this.database.transaction(async (transaction) => {
      await lockModel(transaction, model);
      const row = await findVersion(transaction, model, numberOf(version));
      if (row === undefined) throw ModelsErrors.MODEL_UNKNOWN();
      if (row.status === 'withdrawn') throw ModelsErrors.VERSION_WITHDRAWN();
      if (alias === 'shadow' && outcomeOf(row.document) === 'count') throw ModelsErrors.COUNT_NOT_SHADOWED();
      const [standing] = await transaction.query<{ number: number }>(
        'SELECT number FROM models.alias WHERE model = $1 AND alias = $2',
        [model, alias],
      );
      if (alias !== 'shadow' && standing?.number !== row.number)
        await assertMayServe(transaction, { model, number: row.number, gates: row.document.gates });
      if (standing?.number !== row.number) {
        await moveAlias(transaction, this.outbox, {
          model,
          alias,
          to: row.number,
          from: standing?.number,
          by,
          at: this.instant(),
        });
      }
      return modelVersion(row);
    });
    await this.outbox.deliver();
    return promoted;
  }

  /** Throws MODELS.MODEL_UNKNOWN; withdrawing again changes nothing. */
  async withdraw(model: string, version: string, by: string): Promise<ModelVersion> {
    const withdrawn = await this.database.transaction(async (transaction) => {
      await lockModel(transaction, model);
      const [row] = await transaction.query<VersionRow>(
        `UPDATE models.version SET status = 'withdrawn' WHERE model = $1 AND number = $2 RETURNING ${COLUMNS}`,
        [model, numberOf(version)],
      );
      if (row === undefined) throw ModelsErrors.MODEL_UNKNOWN();
      const standing = await transaction.query<{ alias: Alias }>(
        'SELECT alias FROM models.alias WHERE model = $1 AND number = $2 ORDER BY alias',
        [model, row.number],
      );
      const [earlier] = await transaction.query<{ number: number }>(
        `SELECT number FROM models.version
         WHERE model = $1 AND number < $2 AND status = 'ready' AND models.may_serve(model, number)
         ORDER BY number DESC LIMIT 1`,
        [model, row.number],
      );
      for (const { alias } of standing) {
        await moveAlias(transaction, this.outbox, {
          model,
          alias,
          to: earlier?.number,
          from: row.number,
          by,
          at: this.instant(),
        });
      }
      return modelVersion(row);
    });
    await this.outbox.deliver();
    return withdrawn;
  }

  private instant(): string {
    return this.now().toISOString();
  }
}

async function findVersion(database: Database, model: string, number: number): Promise<VersionRow | undefined> {
  const [row] = await database.query<VersionRow>(
    `SELECT ${COLUMNS} FROM models.version WHERE model = $1 AND number = $2`,
    [model, number],
  );
  return row;
}

/** Whoever reads a model reads one kind of answer: the versions that are ready decide which. */
async function assertSameOutcome(transaction: Database, document: NewModelVersion): Promise<void> {
  const [other] = await transaction.query(
    `SELECT 1 FROM models.version WHERE model = $1 AND status = 'ready'
       AND coalesce(document -> 'metrics' ->> 'outcome', 'probability') <> $2 LIMIT 1`,
    [document.model, outcomeOf(document)],
  );
  if (other !== undefined) throw ModelsErrors.OUTCOME_DIFFERS();
}

/** One change of a model at a time: numbers have no gaps and an alias moves from where it really stands. */
async function lockModel(transaction: Database, model: string): Promise<void> {
  await transaction.query(`SELECT pg_advisory_xact_lock(hashtext('models'), hashtext($1))`, [model]);
}
