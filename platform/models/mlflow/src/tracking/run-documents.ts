import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { MlflowSettings } from '../mlflow-settings.js';

/** A run by its number, as it stood at one revision. */
export interface RunRevision {
  readonly number: number;
  readonly revision: number;
}

interface DocumentRow extends RunRevision {
  readonly document: string;
}

interface Remembered {
  readonly revision: number;
  readonly text: string;
}

/** The whole message of a run; `number` within is that of the run around. PostgreSQL writes NaN and the infinities as texts, as protobuf's JSON does. */
const DOCUMENT = `
  json_build_object(
    'info', json_strip_nulls(json_build_object('run_id', run.run_id, 'run_uuid', run.run_id, 'run_name', run.name,
      'experiment_id', run.experiment::text, 'user_id', run.user_id, 'status', run.status, 'start_time', run.start_ms,
      'end_time', run.end_ms, 'artifact_uri', run.artifact_uri, 'lifecycle_stage', run.lifecycle_stage)),
    'data', json_build_object(
      'metrics', coalesce((SELECT json_agg(json_strip_nulls(json_build_object('key', key, 'value', value,
          'timestamp', timestamp_ms, 'step', step, 'model_id', model_id, 'dataset_name', dataset_name,
          'dataset_digest', dataset_digest)) ORDER BY key) FROM mlflow.latest_metric WHERE run = number), '[]'),
      'params', coalesce((SELECT json_agg(json_build_object('key', key, 'value', value) ORDER BY key)
          FROM mlflow.param WHERE run = number), '[]'),
      'tags', coalesce((SELECT json_agg(json_build_object('key', key, 'value', value) ORDER BY key)
          FROM mlflow.tag WHERE run = number), '[]')),
    'inputs', json_build_object(
      'dataset_inputs', coalesce((SELECT json_agg(document ORDER BY name, digest)
          FROM mlflow.run_dataset WHERE run = number), '[]'),
      'model_inputs', coalesce((SELECT json_agg(json_build_object('model_id', model_id))
          FROM mlflow.run_model WHERE run = number AND direction = 'input'), '[]')),
    'outputs', json_build_object(
      'model_outputs', coalesce((SELECT json_agg(json_build_object('model_id', model_id, 'step', step))
          FROM mlflow.run_model WHERE run = number AND direction = 'output'), '[]'))
  )::text`;

/**
 * The messages of runs, as text. A text that was made is kept with the revision of its run and used again only where the
 * database has just said that the run still stands there: what is remembered can be missing but never old.
 */
@Injectable()
export class RunDocuments {
  private readonly remembered = new Map<number, Remembered>();
  private characters = 0;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(MlflowSettings) private readonly settings: MlflowSettings,
  ) {}

  /** The JSON of the runs, in this order. */
  async textsOf(runs: readonly RunRevision[]): Promise<string[]> {
    const texts = new Map<number, string>();
    const unknown: number[] = [];
    for (const { number, revision } of runs) {
      const known = this.remembered.get(number);
      if (known?.revision === revision) texts.set(number, this.touched(number, known).text);
      else unknown.push(number);
    }
    if (unknown.length > 0) {
      const rows = await this.database.query<DocumentRow>(
        `SELECT number, revision, ${DOCUMENT} AS document FROM mlflow.run WHERE number = ANY($1::bigint[])`,
        [unknown],
      );
      for (const { number, revision, document } of rows) {
        texts.set(number, document);
        this.remember(number, { revision, text: document });
      }
    }
    return runs.flatMap(({ number }) => texts.get(number) ?? []);
  }

  private touched(number: number, known: Remembered): Remembered {
    this.remembered.delete(number);
    this.remembered.set(number, known);
    return known;
  }

  private remember(number: number, made: Remembered): void {
    this.characters += made.text.length - (this.remembered.get(number)?.text.length ?? 0);
    this.touched(number, made);
    for (const [oldest, { text }] of this.remembered) {
      if (this.characters <= this.settings.rememberedCharacters) return;
      this.remembered.delete(oldest);
      this.characters -= text.length;
    }
  }
}
