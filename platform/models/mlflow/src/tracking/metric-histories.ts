import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { routesOf, type MlflowCall } from '../http/mlflow-route.js';
import { invalid } from '../mlflow.errors.js';

const MOST_RUNS = 100;
const MOST = 25_000;

/** Every measurement of a metric of several runs, run by run, each in the order of time and step. */
@Injectable()
export class MetricHistories {
  static readonly routes = routesOf<MetricHistories>({ 'GET metrics/get-history-bulk': 'histories' });

  constructor(@Inject(Database) private readonly database: Database) {}

  async histories({ fields }: MlflowCall): Promise<string> {
    const runs = fields.texts('run_id');
    if (runs.length === 0) throw invalid('GetMetricHistoryBulk request must specify at least one run_id.');
    if (runs.length > MOST_RUNS)
      throw invalid(`GetMetricHistoryBulk request cannot specify more than ${MOST_RUNS} run_ids.`);
    const key = fields.optionalText('metric_key');
    if (!key) throw invalid('GetMetricHistoryBulk request must specify a metric_key.');
    const most = fields.optionalWhole('max_results', { min: 1 }) ?? MOST;
    const found = await this.database.query<{ text: string }>(
      `SELECT json_build_object('key', key, 'value', value, 'timestamp', timestamp_ms, 'step', step,
         'run_id', run_id)::text AS text
       FROM mlflow.metric JOIN mlflow.run ON run.number = metric.run WHERE run.run_id = ANY($1) AND key = $2
       ORDER BY run_id, timestamp_ms, step, value LIMIT $3`,
      [runs, key, Math.min(most, MOST)],
    );
    return `{"metrics":[${found.map(({ text }) => text).join(',')}]}`;
  }
}
