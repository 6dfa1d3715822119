import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { routesOf, type MlflowCall } from '../http/mlflow-route.js';
import { MeshModels } from '../mesh/mesh-models.js';
import { invalid } from '../mlflow.errors.js';
import { noRegisteredModel, registeredModelTaken } from '../mlflow-refusals.js';
import { cut, pageOf } from '../search/page.js';
import { conditionsOf, orderTerms } from '../search/searchable.js';
import { SqlText } from '../search/sql-text.js';
import { entityKey, LIMITS, readTag, tagsObject } from '../tracking/entries.js';
import { AliasBook } from './alias-book.js';
import {
  MODEL_COLUMNS,
  modelMessage,
  SEARCHABLE_MODELS,
  VERSION_COLUMNS,
  versionMessage,
  type ModelVersionRow,
  type RegisteredModelRow,
} from './model-rows.js';
import { modelName, stageNamed } from './model-names.js';

const SELECT = `SELECT ${MODEL_COLUMNS} FROM mlflow.registered_model`;
const LONGEST_DESCRIPTION = 5_000;

/** Answers what clients ask of registered models. */
@Injectable()
export class RegisteredModelDesk {
  static readonly routes = routesOf<RegisteredModelDesk>({
    'POST registered-models/create': 'create',
    'GET registered-models/get': 'get',
    'GET registered-models/search': 'search',
    'POST registered-models/rename': 'rename',
    'PATCH registered-models/update': 'update',
    'DELETE registered-models/delete': 'remove',
    'POST registered-models/set-tag': 'setTag',
    'DELETE registered-models/delete-tag': 'deleteTag',
    'POST registered-models/get-latest-versions': 'latest',
    'GET registered-models/get-latest-versions': 'latest',
  });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AliasBook) private readonly aliases: AliasBook,
    @Inject(MeshModels) private readonly meshModels: MeshModels,
  ) {}

  async create({ fields }: MlflowCall) {
    const name = modelName(fields);
    const tags = tagsObject(fields.list('tags', readTag(LIMITS.registryTag)));
    const [row] = await this.database.query<RegisteredModelRow>(
      `INSERT INTO mlflow.registered_model (name, created_ms, updated_ms, description, tags)
       VALUES ($1, $2, $2, $3, $4) ON CONFLICT (name) DO NOTHING RETURNING ${MODEL_COLUMNS}`,
      [name, Date.now(), fields.optionalText('description', { max: LONGEST_DESCRIPTION }) ?? '', JSON.stringify(tags)],
    );
    if (row === undefined) throw registeredModelTaken(name);
    return { registered_model: modelMessage(row, [], []) };
  }

  async get({ fields }: MlflowCall) {
    return this.message(modelName(fields));
  }

  async search({ fields }: MlflowCall) {
    const [filter, orderBy] = [fields.optionalText('filter'), fields.texts('order_by')];
    const page = pageOf(fields, { most: 1_000, usual: 100, question: [filter, orderBy] });
    const sql = new SqlText();
    const where = ['true', ...conditionsOf(SEARCHABLE_MODELS, filter, sql)];
    const order = [...orderTerms(SEARCHABLE_MODELS, orderBy, sql), 'name ASC'];
    const found = await this.database.query<RegisteredModelRow>(
      `${SELECT} WHERE ${where.join(' AND ')} ORDER BY ${order.join(', ')}
       LIMIT ${sql.bind(page.limit + 1)} OFFSET ${sql.bind(page.offset)}`,
      sql.values,
    );
    const { rows, next } = cut(found, page);
    const names = rows.map(({ name }) => name);
    const [latest, aliases] = await Promise.all([this.latestOf(names), this.aliases.of(names)]);
    return { registered_models: rows.map((row) => modelMessage(row, latest, aliases)), ...next };
  }

  async rename({ fields }: MlflowCall) {
    const [name, newName] = [modelName(fields), modelName(fields, 'new_name')];
    if ((await this.meshModels.announcedOf([name, newName])).length > 0)
      throw invalid('A product announced a model of this name: it cannot be renamed, nor taken by another.');
    await this.row(name);
    if (newName !== name && (await this.database.query(`${SELECT} WHERE name = $1`, [newName])).length > 0)
      throw registeredModelTaken(newName);
    await this.change(name, 'name = $3', newName);
    return this.message(newName);
  }

  async update({ fields }: MlflowCall) {
    const name = modelName(fields);
    await this.change(name, 'description = $3', fields.optionalText('description', { max: LONGEST_DESCRIPTION }) ?? '');
    return this.message(name);
  }

  async remove({ fields }: MlflowCall) {
    const name = modelName(fields);
    const kept = await this.database.query(
      'SELECT 1 FROM mlflow.model_version WHERE name = $1 AND mesh_version IS NOT NULL LIMIT 1',
      [name],
    );
    if (kept.length > 0) throw invalid('The model has versions in the registry of the mesh, which are never removed.');
    const removed = await this.database.query('DELETE FROM mlflow.registered_model WHERE name = $1 RETURNING name', [
      name,
    ]);
    if (removed.length === 0) throw noRegisteredModel(name);
    return {};
  }

  async setTag({ fields }: MlflowCall) {
    const { key, value } = readTag(LIMITS.registryTag)(fields);
    await this.change(modelName(fields), 'tags = tags || $3::jsonb', JSON.stringify({ [key]: value }));
    return {};
  }

  async deleteTag({ fields }: MlflowCall) {
    await this.change(modelName(fields), 'tags = tags - $3::text', entityKey(fields));
    return {};
  }

  async latest({ fields }: MlflowCall) {
    const name = modelName(fields);
    await this.row(name);
    const stages = fields.texts('stages').map(stageNamed);
    const latest = await this.latestOf([name]);
    const aliases = await this.aliases.of([name]);
    const asked = latest.filter(({ stage }) => stages.length === 0 || stages.includes(stage));
    return { model_versions: asked.map((version) => versionMessage(version, aliases)) };
  }

  private async message(name: string): Promise<object> {
    const row = await this.row(name);
    const [latest, aliases] = await Promise.all([this.latestOf([name]), this.aliases.of([name])]);
    return { registered_model: modelMessage(row, latest, aliases) };
  }

  private async row(name: string): Promise<RegisteredModelRow> {
    const [row] = await this.database.query<RegisteredModelRow>(`${SELECT} WHERE name = $1`, [name]);
    if (row === undefined) throw noRegisteredModel(name);
    return row;
  }

  private latestOf(names: readonly string[]): Promise<readonly ModelVersionRow[]> {
    return this.database.query<ModelVersionRow>(
      `SELECT DISTINCT ON (name, stage) ${VERSION_COLUMNS} FROM mlflow.model_version
       WHERE name = ANY($1::text[]) ORDER BY name, stage, version DESC`,
      [names],
    );
  }

  private async change(name: string, set: string, value: unknown): Promise<void> {
    const changed = await this.database.query(
      `UPDATE mlflow.registered_model SET updated_ms = $2, ${set} WHERE name = $1 RETURNING name`,
      [name, Date.now(), value],
    );
    if (changed.length === 0) throw noRegisteredModel(name);
  }
}
