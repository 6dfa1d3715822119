import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { routesOf, type MlflowCall } from '../http/mlflow-route.js';
import { invalid } from '../mlflow.errors.js';
import { inactiveRun, noRun } from '../mlflow-refusals.js';
import { runIdOf } from './run-desk.js';

/** Where clients look for what a run has logged as models. */
const HISTORY_TAG = 'mlflow.log-model.history';
/** As MLflow's server wants them of such a description. */
const NEEDED = ['artifact_path', 'flavors', 'utc_time_created', 'run_id'];
const LONGEST = 100_000;
const MOST = 1_000;

/** Keeps with a run how the models that it logged describe themselves. */
@Injectable()
export class RunModels {
  static readonly routes = routesOf<RunModels>({ 'POST runs/log-model': 'logModel' });

  constructor(@Inject(Database) private readonly database: Database) {}

  /** Appended in one statement, so that two models logged at once both stay. */
  async logModel({ fields }: MlflowCall) {
    const runId = runIdOf(fields);
    const model = described(fields.text('model_json', { max: LONGEST }));
    const [row] = await this.database.query<{ known: boolean; found: boolean; kept: boolean }>(
      `WITH found AS (
         SELECT number FROM mlflow.run WHERE run_id = $1 AND lifecycle_stage = 'active' FOR UPDATE
       ), kept AS (
         INSERT INTO mlflow.tag (run, key, value) SELECT number, $2, jsonb_build_array($3::jsonb)::text FROM found
         ON CONFLICT (run, key) DO UPDATE SET value = (tag.value::jsonb || excluded.value::jsonb)::text
           WHERE jsonb_array_length(tag.value::jsonb) < ${MOST} RETURNING run
       ), changed AS (
         UPDATE mlflow.run SET revision = revision + 1 FROM kept WHERE number = kept.run RETURNING number
       )
       SELECT EXISTS (SELECT 1 FROM mlflow.run WHERE run_id = $1) AS known, EXISTS (SELECT 1 FROM found) AS found,
         EXISTS (SELECT 1 FROM changed) AS kept`,
      [runId, HISTORY_TAG, JSON.stringify(model)],
    );
    if (row?.known !== true) throw noRun(runId);
    if (!row.found) throw inactiveRun(runId);
    if (!row.kept) throw invalid(`A run keeps the descriptions of ${MOST} models.`);
    return {};
  }
}

function described(text: string): object {
  let model: unknown;
  try {
    model = JSON.parse(text);
  } catch {
    throw invalid("'model_json' is not JSON.");
  }
  if (typeof model !== 'object' || model === null || Array.isArray(model))
    throw invalid("'model_json' is not the description of a model.");
  const absent = NEEDED.filter((name) => !Object.hasOwn(model, name));
  if (absent.length > 0) throw invalid(`'model_json' has no ${absent.join(', ')}.`);
  // The database keeps no text with a NUL character.
  if (text.includes(String.raw`\u0000`)) throw invalid("'model_json' has a NUL character.");
  return model;
}
