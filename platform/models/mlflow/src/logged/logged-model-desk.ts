import { randomUUID } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { routesOf, type MlflowCall } from '../http/mlflow-route.js';
import type { RequestFields } from '../http/request-fields.js';
import { invalid, missing } from '../mlflow.errors.js';
import { inactiveExperiment, noExperiment, noLoggedModel } from '../mlflow-refusals.js';
import { cut, pageOf } from '../search/page.js';
import { conditionsOf, orderTerms } from '../search/searchable.js';
import { SqlText } from '../search/sql-text.js';
import { entityKey, readParam, readTag, tagsObject } from '../tracking/entries.js';
import { locationOf, type ExperimentRow } from '../tracking/experiment.js';
import { experimentId, numberOfExperiment } from '../tracking/experiment-desk.js';
import {
  LOGGED_MODEL_COLUMNS,
  loggedModelMessage,
  SEARCHABLE_LOGGED_MODELS,
  type LoggedModelRow,
} from './logged-model.js';

const SELECT = `SELECT ${LOGGED_MODEL_COLUMNS} FROM mlflow.logged_model AS model`;
/** In the order of MLflow's enumeration. */
const STATUSES = ['LOGGED_MODEL_PENDING', 'LOGGED_MODEL_READY', 'LOGGED_MODEL_UPLOAD_FAILED'];
const MOST_EXPERIMENTS = 1_000;

/** Answers what clients ask of the models that runs log. */
@Injectable()
export class LoggedModelDesk {
  static readonly routes = routesOf<LoggedModelDesk>({
    'POST logged-models': 'create',
    'POST logged-models/search': 'search',
    'GET logged-models/:id': 'get',
    'PATCH logged-models/:id': 'finalize',
    'DELETE logged-models/:id': 'remove',
    'PATCH logged-models/:id/tags': 'setTags',
    'DELETE logged-models/:id/tags/:key': 'deleteTag',
    'POST logged-models/:id/params': 'logParams',
  });

  constructor(@Inject(Database) private readonly database: Database) {}

  async create({ fields }: MlflowCall) {
    const number = experimentId(fields);
    const [experiment] = await this.database.query<ExperimentRow>(
      'SELECT id, artifact_location, lifecycle_stage FROM mlflow.experiment WHERE id = $1',
      [number],
    );
    if (experiment === undefined) throw noExperiment(number);
    if (experiment.lifecycle_stage !== 'active') throw inactiveExperiment(number);
    const id = `m-${randomUUID().replaceAll('-', '')}`;
    const name = fields.optionalText('name', { max: 500 }) || `model-${id.slice(2, 10)}`;
    if (/[/:."'%]/.test(name)) throw invalid("'name' must not contain any of / : . \" ' %.");
    await this.database.query(
      `INSERT INTO mlflow.logged_model (model_id, experiment, name, status, model_type, source_run_id, artifact_uri,
         created_ms, updated_ms, tags, params) VALUES ($1, $2, $3, 'LOGGED_MODEL_PENDING', $4, $5, $6, $7, $7, $8, $9)`,
      [
        id,
        experiment.id,
        name,
        fields.optionalText('model_type', { max: 500 }) ?? '',
        fields.optionalText('source_run_id', { max: 256 }) || null,
        `${locationOf(experiment)}/models/${id}/artifacts`,
        Date.now(),
        JSON.stringify(tagsObject(fields.list('tags', readTag()))),
        JSON.stringify(tagsObject(fields.list('params', readParam))),
      ],
    );
    return this.message(id);
  }

  async get({ parts }: MlflowCall) {
    return this.message(parts['id']!);
  }

  async finalize({ fields, parts }: MlflowCall) {
    const status = fields.optionalChoice('status', STATUSES);
    if (status === undefined) throw invalid("Missing value for required parameter 'status'.");
    await this.change(parts['id']!, 'status = $3', status);
    return this.message(parts['id']!);
  }

  async remove({ parts }: MlflowCall) {
    await this.change(parts['id']!, 'deleted = $3', true);
    return {};
  }

  async setTags({ fields, parts }: MlflowCall) {
    await this.change(
      parts['id']!,
      'tags = tags || $3::jsonb',
      JSON.stringify(tagsObject(fields.list('tags', readTag()))),
    );
    return {};
  }

  async deleteTag({ parts }: MlflowCall) {
    const [row] = await this.database.query<{ tags: object }>(
      'SELECT tags FROM mlflow.logged_model WHERE model_id = $1 AND NOT deleted',
      [parts['id']],
    );
    if (row === undefined || !Object.hasOwn(row.tags, parts['key']!))
      throw missing('The logged model has no tag of this key.');
    await this.change(parts['id']!, 'tags = tags - $3::text', parts['key']);
    return {};
  }

  async logParams({ fields, parts }: MlflowCall) {
    await this.change(
      parts['id']!,
      'params = params || $3::jsonb',
      JSON.stringify(tagsObject(fields.list('params', readParam))),
    );
    return {};
  }

  async search({ fields }: MlflowCall) {
    const experiments = fields.texts('experiment_ids');
    if (experiments.length === 0) throw invalid("Missing value for required parameter 'experiment_ids'.");
    if (experiments.length > MOST_EXPERIMENTS)
      throw invalid(`'experiment_ids' has more than ${MOST_EXPERIMENTS} entries.`);
    const filter = fields.optionalText('filter');
    const orderBy = fields.list('order_by', orderText);
    const page = pageOf(fields, { most: 1_000, usual: 50, question: [experiments, filter, orderBy] });
    const sql = new SqlText();
    const where = [
      `model.experiment = ANY(${sql.bind(experiments.map(numberOfExperiment))}::bigint[])`,
      'NOT model.deleted',
      ...conditionsOf(SEARCHABLE_LOGGED_MODELS, filter, sql),
    ];
    const order = [...orderTerms(SEARCHABLE_LOGGED_MODELS, orderBy, sql), 'model.created_ms DESC', 'model.model_id'];
    const found = await this.database.query<LoggedModelRow>(
      `${SELECT} WHERE ${where.join(' AND ')} ORDER BY ${order.join(', ')}
       LIMIT ${sql.bind(page.limit + 1)} OFFSET ${sql.bind(page.offset)}`,
      sql.values,
    );
    const { rows, next } = cut(found, page);
    return { models: rows.map(loggedModelMessage), ...next };
  }

  private async message(id: string): Promise<object> {
    const [row] = await this.database.query<LoggedModelRow>(
      `${SELECT} WHERE model.model_id = $1 AND NOT model.deleted`,
      [id],
    );
    if (row === undefined) throw noLoggedModel(id);
    return { model: loggedModelMessage(row) };
  }

  private async change(id: string, set: string, value: unknown): Promise<void> {
    const changed = await this.database.query(
      `UPDATE mlflow.logged_model SET updated_ms = $2, ${set} WHERE model_id = $1 AND NOT deleted RETURNING model_id`,
      [id, Date.now(), value],
    );
    if (changed.length === 0) throw noLoggedModel(id);
  }
}

/** `{ field_name, ascending }` as the one text that searches read; ascending unless it says otherwise. */
function orderText(fields: RequestFields): string {
  const name = fields.text('field_name', { max: 500 });
  const key = /^(metrics|params|tags)\.(.+)$/.exec(name);
  if (key !== null) entityKey(fields, 'field_name');
  const descending = fields.optionalTruth('ascending') === false;
  const subject = key === null || key[2]!.includes('`') ? name : `${key[1]}.\`${key[2]}\``;
  return `${subject} ${descending ? 'DESC' : 'ASC'}`;
}
