import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import type { RequestFields } from '../http/request-fields.js';
import { routesOf, type MlflowCall } from '../http/mlflow-route.js';
import { invalid } from '../mlflow.errors.js';
import { inactiveRun, noRun, noRunTag } from '../mlflow-refusals.js';
import { entityKey, LIMITS, readMetric, readParam, readTag } from './entries.js';
import { runIdOf } from './run-desk.js';
import { RunLog } from './run-log.js';

/** Answers what clients log to a run: measurements, parameters, tags. */
@Injectable()
export class LogDesk {
  static readonly routes = routesOf<LogDesk>({
    'POST runs/log-metric': 'metric',
    'POST runs/log-parameter': 'param',
    'POST runs/set-tag': 'tag',
    'POST runs/delete-tag': 'deleteTag',
    'POST runs/log-batch': 'batch',
  });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(RunLog) private readonly log: RunLog,
  ) {}

  async metric({ fields }: MlflowCall) {
    await this.log.add({ runId: runIdOf(fields), metrics: [readMetric(fields)] });
    return {};
  }

  async param({ fields }: MlflowCall) {
    await this.log.add({ runId: runIdOf(fields), params: [readParam(fields)] });
    return {};
  }

  async tag({ fields }: MlflowCall) {
    await this.log.add({ runId: runIdOf(fields), tags: [readTag()(fields)] });
    return {};
  }

  async deleteTag({ fields }: MlflowCall) {
    const [runId, key] = [runIdOf(fields), entityKey(fields)];
    const [row] = await this.database.query<{ deleted: boolean; changed: boolean; known: boolean }>(
      `WITH changed AS (
         UPDATE mlflow.run SET revision = revision + 1 WHERE run_id = $1 AND lifecycle_stage = 'active' RETURNING number
       ), deleted AS (
         DELETE FROM mlflow.tag USING changed WHERE run = number AND key = $2 RETURNING key
       )
       SELECT EXISTS (SELECT 1 FROM deleted) AS deleted, EXISTS (SELECT 1 FROM changed) AS changed,
         EXISTS (SELECT 1 FROM mlflow.run WHERE run_id = $1) AS known`,
      [runId, key],
    );
    if (row?.known !== true) throw noRun(runId);
    if (!row.changed) throw inactiveRun(runId);
    if (!row.deleted) throw noRunTag(key, runId);
    return {};
  }

  async batch({ fields, bytes }: MlflowCall) {
    if (bytes > LIMITS.bytesOfBatch)
      throw invalid(`Batched logging API requests must be at most ${LIMITS.bytesOfBatch} bytes.`);
    const metrics = fields.list('metrics', readMetric);
    const params = fields.list('params', readParam);
    const tags = fields.list('tags', readTag());
    bounded('metrics', metrics.length, LIMITS.metricsOfBatch);
    bounded('params', params.length, LIMITS.paramsOfBatch);
    bounded('tags', tags.length, LIMITS.paramsOfBatch);
    bounded('metrics, params and tags', metrics.length + params.length + tags.length, LIMITS.entitiesOfBatch);
    if (new Set(params.map(({ key }) => key)).size < params.length)
      throw invalid('Duplicate parameter keys have been submitted in one batch.');
    await this.log.add({ runId: runIdOf(fields as RequestFields), metrics, params, tags });
    return {};
  }
}

function bounded(what: string, count: number, most: number): void {
  if (count > most) throw invalid(`A batch logging request can contain at most ${most} ${what}. Got ${count} ${what}.`);
}
