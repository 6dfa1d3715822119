import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import type { RequestFields } from '../http/request-fields.js';
import { routesOf, type MlflowCall } from '../http/mlflow-route.js';
import { invalid, missing, taken } from '../mlflow.errors.js';
import { inactiveExperiment, noExperiment } from '../mlflow-refusals.js';
import { cut, pageOf } from '../search/page.js';
import { conditionsOf, orderTerms } from '../search/searchable.js';
import { SqlText } from '../search/sql-text.js';
import { entityKey, LIMITS, readTag, tagsObject } from './entries.js';
import {
  EXPERIMENT_COLUMNS,
  experimentMessage,
  SEARCHABLE_EXPERIMENTS,
  stagesOf,
  type ExperimentRow,
} from './experiment.js';

const LONGEST_NAME = 500;
const SELECT = `SELECT ${EXPERIMENT_COLUMNS} FROM mlflow.experiment`;

/** Answers what clients ask of experiments. */
@Injectable()
export class ExperimentDesk {
  static readonly routes = routesOf<ExperimentDesk>({
    'POST experiments/create': 'create',
    'GET experiments/get': 'get',
    'GET experiments/get-by-name': 'getByName',
    'GET experiments/search': 'search',
    'POST experiments/search': 'search',
    'POST experiments/update': 'update',
    'POST experiments/delete': 'remove',
    'POST experiments/restore': 'restore',
    'POST experiments/set-experiment-tag': 'setTag',
    'POST experiments/delete-experiment-tag': 'deleteTag',
  });

  constructor(@Inject(Database) private readonly database: Database) {}

  async create({ fields }: MlflowCall) {
    const name = fields.text('name', { max: LONGEST_NAME });
    const tags = tagsObject(fields.list('tags', readTag(LIMITS.experimentTag)));
    const location = fields.optionalText('artifact_location', { max: LONGEST_NAME });
    if (location && !location.startsWith('mlflow-artifacts:/'))
      throw invalid(
        "'artifact_location' must be left out or begin with mlflow-artifacts:/, where the mesh keeps files.",
      );
    const [row] = await this.database.query<{ id: number }>(
      `INSERT INTO mlflow.experiment (name, artifact_location, created_ms, updated_ms, tags)
       VALUES ($1, $2, $3, $3, $4) ON CONFLICT (name) DO NOTHING RETURNING id`,
      [name, location?.replace(/\/+$/, '') || null, Date.now(), JSON.stringify(tags)],
    );
    if (row === undefined) throw taken('An experiment of this name already exists; it may be in the deleted state.');
    return { experiment_id: String(row.id) };
  }

  async get({ fields }: MlflowCall) {
    const [row] = await this.database.query<ExperimentRow>(`${SELECT} WHERE id = $1`, [experimentId(fields)]);
    if (row === undefined) throw noExperiment(experimentId(fields));
    return { experiment: experimentMessage(row) };
  }

  async getByName({ fields }: MlflowCall) {
    const name = fields.text('experiment_name');
    const [row] = await this.database.query<ExperimentRow>(`${SELECT} WHERE name = $1`, [name]);
    if (row === undefined) throw missing('Could not find an experiment of this name.');
    return { experiment: experimentMessage(row) };
  }

  async search({ fields }: MlflowCall) {
    const [filter, orderBy] = [fields.optionalText('filter'), fields.texts('order_by')];
    const stages = stagesOf(fields, 'view_type');
    const page = pageOf(fields, { most: 50_000, usual: 1_000, question: [filter, orderBy, stages] });
    const sql = new SqlText();
    const where = [
      `lifecycle_stage = ANY(${sql.bind(stages)}::text[])`,
      ...conditionsOf(SEARCHABLE_EXPERIMENTS, filter, sql),
    ];
    const order = [...orderTerms(SEARCHABLE_EXPERIMENTS, orderBy, sql), 'updated_ms DESC', 'id DESC'];
    const found = await this.database.query<ExperimentRow>(
      `${SELECT} WHERE ${where.join(' AND ')} ORDER BY ${order.join(', ')}
       LIMIT ${sql.bind(page.limit + 1)} OFFSET ${sql.bind(page.offset)}`,
      sql.values,
    );
    const { rows, next } = cut(found, page);
    return { experiments: rows.map(experimentMessage), ...next };
  }

  async update({ fields }: MlflowCall) {
    const name = fields.text('new_name', { max: LONGEST_NAME });
    const [{ known } = { known: false }] = await this.database.query<{ known: boolean }>(
      'SELECT true AS known FROM mlflow.experiment WHERE name = $1 AND id <> $2',
      [name, experimentId(fields)],
    );
    if (known) throw taken('Another experiment has this name.');
    return this.change(fields, 'name = $3', [name]);
  }

  /** Its runs go with it and come back with it. */
  async remove({ fields }: MlflowCall) {
    return this.move(fields, 'deleted', 'active');
  }

  async restore({ fields }: MlflowCall) {
    return this.move(fields, 'active', 'deleted');
  }

  async setTag({ fields }: MlflowCall) {
    const { key, value } = readTag(LIMITS.experimentTag)(fields);
    return this.change(fields, 'tags = tags || jsonb_build_object($3::text, $4::text)', [key, value]);
  }

  async deleteTag({ fields }: MlflowCall) {
    const key = entityKey(fields);
    const id = experimentId(fields);
    const [row] = await this.database.query<ExperimentRow>(`${SELECT} WHERE id = $1`, [id]);
    if (row === undefined) throw noExperiment(id);
    if (row.lifecycle_stage === 'active' && !Object.hasOwn(row.tags, key))
      throw missing('The experiment has no tag of this key.');
    return this.change(fields, 'tags = tags - $3::text', [key]);
  }

  private async move(fields: RequestFields, to: string, from: string): Promise<object> {
    const id = experimentId(fields);
    await this.database.transaction(async (transaction) => {
      const moved = await transaction.query(
        `UPDATE mlflow.experiment SET lifecycle_stage = $2, updated_ms = $4 WHERE id = $1 AND lifecycle_stage = $3 RETURNING id`,
        [id, to, from, Date.now()],
      );
      if (moved.length === 0) throw missing(`There is no ${from} experiment of this id.`);
      await transaction.query(
        `UPDATE mlflow.run SET lifecycle_stage = $2, revision = revision + 1 WHERE experiment = $1 AND lifecycle_stage <> $2`,
        [id, to],
      );
    });
    return {};
  }

  private async change(fields: RequestFields, set: string, values: readonly unknown[]): Promise<object> {
    const id = experimentId(fields);
    const changed = await this.database.query(
      `UPDATE mlflow.experiment SET updated_ms = $2, ${set} WHERE id = $1 AND lifecycle_stage = 'active' RETURNING id`,
      [id, Date.now(), ...values],
    );
    if (changed.length > 0) return {};
    const known = await this.database.query('SELECT 1 FROM mlflow.experiment WHERE id = $1', [id]);
    throw known.length > 0 ? inactiveExperiment(id) : noExperiment(id);
  }
}

/** The number of an experiment; raises INVALID_PARAMETER_VALUE. */
export function experimentId(fields: RequestFields, name = 'experiment_id'): number {
  return numberOfExperiment(fields.text(name, { max: 100 }));
}

/** The number of an experiment; raises INVALID_PARAMETER_VALUE. */
export function numberOfExperiment(text: string): number {
  if (!/^-?\d{1,15}$/.test(text)) throw invalid('Invalid experiment ID. Experiment ID must be a valid integer.');
  return Number(text);
}
