import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { routesOf, type MlflowCall } from '../http/mlflow-route.js';
import { invalid } from '../mlflow.errors.js';
import { cut, pageOf } from '../search/page.js';
import { conditionsOf, orderOf, type Beside, type Searchable } from '../search/searchable.js';
import { SqlText } from '../search/sql-text.js';
import { stagesOf } from './experiment.js';
import { numberOfExperiment } from './experiment-desk.js';
import { RunDocuments, type RunRevision } from './run-documents.js';

const MOST_EXPERIMENTS = 1_000;

/** Rows of a table of runs: one for each key. */
const keyed = (table: string, type: 'text' | 'number'): Beside => ({
  type,
  exists: (key, condition) =>
    `EXISTS (SELECT 1 FROM mlflow.${table} WHERE ${table}.run = found.number AND key = ${key} AND ${condition('value')})`,
  value: (key) => `SELECT value FROM mlflow.${table} WHERE ${table}.run = found.number AND key = ${key}`,
});

const START = { sql: 'found.start_ms', type: 'number' } as const;
const NAME = { sql: 'found.name', type: 'text' } as const;

/** What runs can be searched by. */
export const SEARCHABLE_RUNS: Searchable = {
  attributes: {
    run_id: { sql: 'found.run_id', type: 'text', lists: true },
    ...{ run_name: NAME, 'run name': NAME, 'Run name': NAME, 'Run Name': NAME },
    status: { sql: 'found.status', type: 'text' },
    user_id: { sql: 'found.user_id', type: 'text' },
    artifact_uri: { sql: 'found.artifact_uri', type: 'text' },
    ...{ start_time: START, created: START, Created: START },
    end_time: { sql: 'found.end_ms', type: 'number' },
  },
  beside: {
    metric: keyed('latest_metric', 'number'),
    param: keyed('param', 'text'),
    tag: keyed('tag', 'text'),
    dataset: {
      type: 'text',
      exists: (column, condition) =>
        `EXISTS (SELECT 1 FROM mlflow.run_dataset AS dataset WHERE dataset.run = found.number AND ${condition(`dataset.${column}`)})`,
    },
  },
};

/** Searches runs with MLflow's filter language. */
@Injectable()
export class RunSearch {
  static readonly routes = routesOf<RunSearch>({ 'POST runs/search': 'search' });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(RunDocuments) private readonly documents: RunDocuments,
  ) {}

  async search({ fields }: MlflowCall): Promise<string> {
    const experiments = fields.texts('experiment_ids');
    if (experiments.length > MOST_EXPERIMENTS)
      throw invalid(`'experiment_ids' has more than ${MOST_EXPERIMENTS} entries.`);
    const [filter, orderBy] = [fields.optionalText('filter'), fields.texts('order_by')];
    const stages = stagesOf(fields, 'run_view_type');
    const page = pageOf(fields, { most: 50_000, usual: 1_000, question: [experiments, filter, orderBy, stages] });
    const sql = new SqlText();
    const where = [
      `found.experiment = ANY(${sql.bind(experiments.map(numberOfExperiment))}::bigint[])`,
      `found.lifecycle_stage = ANY(${sql.bind(stages)}::text[])`,
      ...conditionsOf(SEARCHABLE_RUNS, filter, sql),
    ];
    const { columns, terms } = orderOf(SEARCHABLE_RUNS, orderBy, sql);
    const found = await this.database.query<RunRevision>(
      `SELECT number, revision FROM (
         SELECT ${['number', 'revision', 'start_ms', 'run_id', ...columns].join(', ')}
         FROM mlflow.run AS found WHERE ${where.join(' AND ')} OFFSET 0) AS found
       ORDER BY ${[...terms, 'start_ms DESC', 'run_id'].join(', ')}
       LIMIT ${sql.bind(page.limit + 1)} OFFSET ${sql.bind(page.offset)}`,
      sql.values,
    );
    const { rows, next } = cut(found, page);
    const texts = await this.documents.textsOf(rows);
    const token =
      next.next_page_token === undefined ? '' : `,"next_page_token":${JSON.stringify(next.next_page_token)}`;
    return `{"runs":[${texts.join(',')}]${token}}`;
  }
}
