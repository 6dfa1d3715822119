import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { routesOf, type MlflowCall } from '../http/mlflow-route.js';
import { invalid } from '../mlflow.errors.js';
import { entityKey } from './entries.js';

const MOST_RUNS = 100;
const MOST_STEPS = 2_500;
/** Equal steps may have been measured again and again. */
const MOST_MEASUREMENTS = 25_000;

/**
 * A metric of several runs, thinned for a chart: of the steps that any of the runs has, evenly many by their rank, the first
 * and the last of each run always among them.
 */
@Injectable()
export class MetricSamples {
  static readonly routes = routesOf<MetricSamples>({ 'GET metrics/get-history-bulk-interval': 'sampled' });

  constructor(@Inject(Database) private readonly database: Database) {}

  async sampled({ fields }: MlflowCall): Promise<string> {
    const runs = fields.texts('run_ids');
    if (runs.length === 0) throw invalid("Missing value for required parameter 'run_ids'.");
    if (runs.length > MOST_RUNS)
      throw invalid(`GetMetricHistoryBulkInterval request must specify at most ${MOST_RUNS} run_ids.`);
    const key = entityKey(fields, 'metric_key');
    const [start, end] = [fields.optionalWhole('start_step'), fields.optionalWhole('end_step')];
    if ((start === undefined) !== (end === undefined))
      throw invalid('If either start step or end step are specified, both must be specified.');
    if (start !== undefined && start > (end as number)) throw invalid('end_step must be greater than start_step. ');
    const most = fields.optionalWhole('max_results') ?? MOST_STEPS;
    if (most < 1 || most > MOST_STEPS) throw invalid(`max_results must be between 1 and ${MOST_STEPS}.`);
    const found = await this.database.query<{ text: string }>(
      `WITH measured AS MATERIALIZED (
         SELECT metric.*, run.run_id FROM mlflow.metric JOIN mlflow.run ON run.number = metric.run
         WHERE run.run_id = ANY($1) AND metric.key = $2
           AND ($3::bigint IS NULL OR step BETWEEN $3::bigint AND $4::bigint)
       ), ranked AS (
         SELECT step, row_number() OVER (ORDER BY step) - 1 AS place, count(*) OVER () AS steps
         FROM (SELECT DISTINCT step FROM measured) AS one
       ), chosen AS (
         SELECT step FROM ranked WHERE steps <= $5 OR place = 0 OR place * $5 / steps > (place - 1) * $5 / steps
         UNION SELECT min(step) FROM measured GROUP BY run UNION SELECT max(step) FROM measured GROUP BY run
       )
       SELECT json_build_object('key', key, 'value', value, 'timestamp', timestamp_ms, 'step', step,
         'run_id', run_id)::text AS text
       FROM measured WHERE step IN (SELECT step FROM chosen)
       ORDER BY run_id, step, timestamp_ms, value LIMIT ${MOST_MEASUREMENTS}`,
      [runs, key, start ?? null, end ?? null, most],
    );
    return `{"metrics":[${found.map(({ text }) => text).join(',')}]}`;
  }
}
