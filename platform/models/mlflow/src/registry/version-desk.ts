import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { routesOf, type MlflowCall } from '../http/mlflow-route.js';
import { MeshVersions } from '../mesh/mesh-versions.js';
import { invalid } from '../mlflow.errors.js';
import { cut, pageOf } from '../search/page.js';
import { conditionsOf, orderTerms } from '../search/searchable.js';
import { SqlText } from '../search/sql-text.js';
import { entityKey, LIMITS, readTag, tagsObject } from '../tracking/entries.js';
import { AliasBook } from './alias-book.js';
import { SEARCHABLE_VERSIONS, VERSION_COLUMNS, versionMessage, type ModelVersionRow } from './model-rows.js';
import { modelName, stageNamed, versionNumber } from './model-names.js';
import { VersionSources } from './version-sources.js';
import { VersionStore } from './version-store.js';

const LONGEST = 5_000;
/** The stages of which one version can be the only one. */
const ACTIVE_STAGES = ['Staging', 'Production'];

/** Answers what clients ask of versions of registered models. */
@Injectable()
export class VersionDesk {
  static readonly routes = routesOf<VersionDesk>({
    'POST model-versions/create': 'create',
    'GET model-versions/get': 'get',
    'GET model-versions/search': 'search',
    'GET model-versions/get-download-uri': 'downloadUri',
    'PATCH model-versions/update': 'update',
    'DELETE model-versions/delete': 'remove',
    'POST model-versions/set-tag': 'setTag',
    'DELETE model-versions/delete-tag': 'deleteTag',
    'POST model-versions/transition-stage': 'transition',
  });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(VersionStore) private readonly versions: VersionStore,
    @Inject(VersionSources) private readonly sources: VersionSources,
    @Inject(MeshVersions) private readonly mesh: MeshVersions,
    @Inject(AliasBook) private readonly aliases: AliasBook,
  ) {}

  /** Answers once the version is judged: READY, or FAILED_REGISTRATION with the reason. */
  async create({ fields, caller }: MlflowCall) {
    const name = modelName(fields);
    const source = fields.text('source', { max: LONGEST });
    const runId = fields.optionalText('run_id', { max: 256 }) || undefined;
    const resolved = await this.sources.resolve(source, runId);
    const row = await this.versions.add({
      name,
      source,
      artifact_uri: resolved.uri,
      user_id: caller.id,
      description: fields.optionalText('description', { max: LONGEST }) ?? '',
      run_id: runId ?? resolved.runId,
      run_link: fields.optionalText('run_link', { max: LONGEST }) ?? '',
      model_id: fields.optionalText('model_id', { max: 100 }) || resolved.modelId,
      tags: tagsObject(fields.list('tags', readTag(LIMITS.registryTag))),
    });
    const settled = await this.versions.settle(row, await this.mesh.settle(row, caller.id));
    return { model_version: versionMessage(settled, []) };
  }

  async get({ fields }: MlflowCall) {
    return this.message(await this.versions.get(modelName(fields), versionNumber(fields)));
  }

  async search({ fields }: MlflowCall) {
    const [filter, orderBy] = [fields.optionalText('filter'), fields.texts('order_by')];
    const page = pageOf(fields, { most: 200_000, usual: 10_000, question: [filter, orderBy] });
    const sql = new SqlText();
    const where = ['true', ...conditionsOf(SEARCHABLE_VERSIONS, filter, sql)];
    const order = [...orderTerms(SEARCHABLE_VERSIONS, orderBy, sql), 'updated_ms DESC', 'name ASC', 'version DESC'];
    const found = await this.database.query<ModelVersionRow>(
      `SELECT ${VERSION_COLUMNS} FROM mlflow.model_version WHERE ${where.join(' AND ')} ORDER BY ${order.join(', ')}
       LIMIT ${sql.bind(page.limit + 1)} OFFSET ${sql.bind(page.offset)}`,
      sql.values,
    );
    const { rows, next } = cut(found, page);
    const aliases = await this.aliases.of([...new Set(rows.map(({ name }) => name))]);
    return { model_versions: rows.map((row) => versionMessage(row, aliases)), ...next };
  }

  async downloadUri({ fields }: MlflowCall) {
    const { artifact_uri } = await this.versions.get(modelName(fields), versionNumber(fields));
    return { artifact_uri };
  }

  async update({ fields }: MlflowCall) {
    const description = fields.optionalText('description', { max: LONGEST }) ?? '';
    return this.message(
      await this.versions.change(modelName(fields), versionNumber(fields), 'description = $4', description),
    );
  }

  /** One that is in the registry of the mesh is withdrawn there; one that serves must be replaced first. */
  async remove({ fields, caller }: MlflowCall) {
    const row = await this.versions.get(modelName(fields), versionNumber(fields));
    if (row.mesh_version !== null) {
      const standing = (await this.aliases.of([row.name])).find(({ version }) => version === row.version);
      if (standing !== undefined)
        throw invalid(`The version carries the alias ${standing.alias}: move it to another version first.`);
    }
    await this.mesh.withdraw(row, caller.id);
    await this.versions.remove(row.name, row.version);
    await this.versions.touchModel(row.name);
    return {};
  }

  async setTag({ fields }: MlflowCall) {
    const { key, value } = readTag(LIMITS.registryTag)(fields);
    const tag = JSON.stringify({ [key]: value });
    await this.versions.change(modelName(fields), versionNumber(fields), 'tags = tags || $4::jsonb', tag);
    return {};
  }

  async deleteTag({ fields }: MlflowCall) {
    await this.versions.change(modelName(fields), versionNumber(fields), 'tags = tags - $4::text', entityKey(fields));
    return {};
  }

  /** Stages are words of MLflow's own: what a product serves is decided by aliases alone. */
  async transition({ fields }: MlflowCall) {
    const stage = stageNamed(fields.text('stage', { max: 50 }));
    const archives = fields.optionalTruth('archive_existing_versions') === true;
    if (archives && !ACTIVE_STAGES.includes(stage))
      throw invalid(`Existing versions are archived for ${ACTIVE_STAGES.join(' and ')} alone.`);
    const row = await this.versions.change(modelName(fields), versionNumber(fields), 'stage = $4', stage);
    if (archives)
      await this.database.query(
        `UPDATE mlflow.model_version SET stage = 'Archived' WHERE name = $1 AND stage = $2 AND version <> $3`,
        [row.name, stage, row.version],
      );
    await this.versions.touchModel(row.name);
    return this.message(row);
  }

  private async message(row: ModelVersionRow): Promise<object> {
    return { model_version: versionMessage(row, await this.aliases.of([row.name])) };
  }
}
