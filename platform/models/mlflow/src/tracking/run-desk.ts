import { randomUUID } from 'node:crypto';

import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import type { RequestFields } from '../http/request-fields.js';
import { routesOf, type MlflowCall } from '../http/mlflow-route.js';
import { invalid } from '../mlflow.errors.js';
import { inactiveExperiment, inactiveRun, noExperiment, noRun } from '../mlflow-refusals.js';
import { readTag, tagsObject } from './entries.js';
import { locationOf, type ExperimentRow } from './experiment.js';
import { experimentId } from './experiment-desk.js';
import { RunDocuments, type RunRevision } from './run-documents.js';

/** In the order of MLflow's enumeration. */
const STATUSES = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'];
const LONGEST_NAME = 250;

/** Answers what clients ask of a run as a whole. */
@Injectable()
export class RunDesk {
  static readonly routes = routesOf<RunDesk>({
    'POST runs/create': 'create',
    'GET runs/get': 'get',
    'POST runs/update': 'update',
    'POST runs/delete': 'remove',
    'POST runs/restore': 'restore',
  });

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(RunDocuments) private readonly documents: RunDocuments,
  ) {}

  async create({ fields, caller }: MlflowCall): Promise<string> {
    const experiment = await this.activeExperiment(fields.has('experiment_id') ? experimentId(fields) : 0);
    const runId = randomUUID().replaceAll('-', '');
    const tags = tagsObject(fields.list('tags', readTag()));
    const named = fields.optionalText('run_name', { max: LONGEST_NAME });
    if (named && tags['mlflow.runName'] && named !== tags['mlflow.runName'])
      throw invalid("Both 'run_name' and the tag 'mlflow.runName' are specified, but with different values.");
    const name = named || tags['mlflow.runName'] || `run-${runId.slice(0, 8)}`;
    const uri = `${locationOf(experiment)}/${runId}/artifacts`;
    const all = Object.entries({ ...tags, 'mlflow.runName': name });
    const [run] = await this.database.query<RunRevision>(
      `WITH made AS (
         INSERT INTO mlflow.run (run_id, experiment, name, user_id, status, start_ms, artifact_uri)
         VALUES ($1, $2, $3, $4, 'RUNNING', $5, $6) RETURNING number, revision
       ), tagged AS (
         INSERT INTO mlflow.tag (run, key, value) SELECT number, key, value FROM made, unnest($7::text[], $8::text[]) AS tag (key, value)
       )
       SELECT number, revision FROM made`,
      [
        runId,
        experiment.id,
        name,
        fields.optionalText('user_id', { max: 256 }) || caller.id,
        fields.optionalWhole('start_time') ?? Date.now(),
        uri,
        all.map(([key]) => key),
        all.map(([, value]) => value),
      ],
    );
    return this.message(run!);
  }

  async get({ fields }: MlflowCall): Promise<string> {
    const [run] = await this.database.query<RunRevision>('SELECT number, revision FROM mlflow.run WHERE run_id = $1', [
      runIdOf(fields),
    ]);
    if (run === undefined) throw noRun(runIdOf(fields));
    return this.message(run);
  }

  async update({ fields }: MlflowCall) {
    const status = fields.optionalChoice('status', STATUSES);
    const name = fields.optionalText('run_name', { max: LONGEST_NAME }) || undefined;
    const [run] = await this.database.query<RunRevision>(
      `WITH changed AS (
         UPDATE mlflow.run SET status = coalesce($2, status), end_ms = coalesce($3, end_ms), name = coalesce($4, name),
           revision = revision + 1
         WHERE run_id = $1 AND lifecycle_stage = 'active' RETURNING number, revision
       ), tagged AS (
         INSERT INTO mlflow.tag (run, key, value) SELECT number, 'mlflow.runName', $4 FROM changed WHERE $4::text IS NOT NULL
         ON CONFLICT (run, key) DO UPDATE SET value = excluded.value
       )
       SELECT number, revision FROM changed`,
      [runIdOf(fields), status ?? null, fields.optionalWhole('end_time') ?? null, name ?? null],
    );
    if (run === undefined) throw await this.notActive(fields);
    const [text] = await this.documents.textsOf([run]);
    return { run_info: (JSON.parse(text!) as { info: object }).info };
  }

  async remove({ fields }: MlflowCall) {
    return this.move(fields, 'deleted');
  }

  async restore({ fields }: MlflowCall) {
    return this.move(fields, 'active');
  }

  private async move(fields: RequestFields, to: string): Promise<object> {
    const moved = await this.database.query(
      'UPDATE mlflow.run SET lifecycle_stage = $2, revision = revision + 1 WHERE run_id = $1 RETURNING number',
      [runIdOf(fields), to],
    );
    if (moved.length === 0) throw noRun(runIdOf(fields));
    return {};
  }

  private async notActive(fields: RequestFields): Promise<Error> {
    const known = await this.database.query('SELECT 1 FROM mlflow.run WHERE run_id = $1', [runIdOf(fields)]);
    return known.length === 0 ? noRun(runIdOf(fields)) : inactiveRun(runIdOf(fields));
  }

  private async activeExperiment(id: number): Promise<ExperimentRow> {
    const [row] = await this.database.query<ExperimentRow>(
      'SELECT id, artifact_location, lifecycle_stage FROM mlflow.experiment WHERE id = $1',
      [id],
    );
    if (row === undefined) throw noExperiment(id);
    if (row.lifecycle_stage !== 'active') throw inactiveExperiment(id);
    return row;
  }

  private async message(run: RunRevision): Promise<string> {
    const [text] = await this.documents.textsOf([run]);
    return `{"run":${text}}`;
  }
}

/** The id of a run; clients send its old name beside the new one. */
export const runIdOf = (fields: RequestFields): string =>
  fields.text(fields.has('run_id') || !fields.has('run_uuid') ? 'run_id' : 'run_uuid', { max: 256 });
