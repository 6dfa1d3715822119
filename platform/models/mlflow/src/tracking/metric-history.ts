import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { routesOf, type MlflowCall } from '../http/mlflow-route.js';
import { noRun } from '../mlflow-refusals.js';
import { cut, pageOf } from '../search/page.js';
import { entityKey } from './entries.js';
import { runIdOf } from './run-desk.js';

/** As many as clients ask for at once. */
const MOST = 25_000;

/** Every measurement of a metric of a run, in the order of time and step. */
@Injectable()
export class MetricHistory {
  static readonly routes = routesOf<MetricHistory>({ 'GET metrics/get-history': 'history' });

  constructor(@Inject(Database) private readonly database: Database) {}

  async history({ fields }: MlflowCall): Promise<string> {
    const [runId, key] = [runIdOf(fields), entityKey(fields, 'metric_key')];
    const page = pageOf(fields, { most: MOST, usual: MOST, question: [runId, key] });
    const [run] = await this.database.query<{ number: number }>('SELECT number FROM mlflow.run WHERE run_id = $1', [
      runId,
    ]);
    if (run === undefined) throw noRun(runId);
    const found = await this.database.query<{ text: string }>(
      `SELECT json_strip_nulls(json_build_object('key', key, 'value', value, 'timestamp', timestamp_ms, 'step', step,
         'model_id', model_id, 'dataset_name', dataset_name, 'dataset_digest', dataset_digest))::text AS text
       FROM mlflow.metric WHERE run = $1 AND key = $2 ORDER BY timestamp_ms, step, value LIMIT $3 OFFSET $4`,
      [run.number, key, page.limit + 1, page.offset],
    );
    const { rows, next } = cut(found, page);
    const token =
      next.next_page_token === undefined ? '' : `,"next_page_token":${JSON.stringify(next.next_page_token)}`;
    return `{"metrics":[${rows.map(({ text }) => text).join(',')}]${token}}`;
  }
}
