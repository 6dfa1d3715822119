import { documentTags } from '../tracking/experiment.js';
import { tagsMessage } from '../tracking/entries.js';
import type { Searchable } from '../search/searchable.js';

/** A model that a run has logged, as it is stored. */
export interface LoggedModelRow {
  readonly model_id: string;
  readonly experiment: number;
  readonly name: string;
  readonly status: string;
  readonly model_type: string;
  readonly source_run_id: string | null;
  readonly artifact_uri: string;
  readonly created_ms: number;
  readonly updated_ms: number;
  readonly tags: Readonly<Record<string, string>>;
  readonly params: Readonly<Record<string, string>>;
  readonly metrics: readonly object[];
  readonly registrations: readonly object[];
}

/** Its columns, with its newest measurements and where it was registered. */
export const LOGGED_MODEL_COLUMNS = `model.model_id, model.experiment, model.name, model.status, model.model_type,
  model.source_run_id, model.artifact_uri, model.created_ms, model.updated_ms, model.tags, model.params,
  (SELECT coalesce(json_agg(newest.document ORDER BY newest.key), '[]') FROM (
     SELECT DISTINCT ON (metric.key, dataset_name, dataset_digest) metric.key,
       json_strip_nulls(json_build_object('key', metric.key, 'value', metric.value, 'timestamp', timestamp_ms,
         'step', step, 'model_id', model.model_id, 'run_id', run.run_id, 'dataset_name', dataset_name,
         'dataset_digest', dataset_digest)) AS document
     FROM mlflow.metric JOIN mlflow.run ON run.number = metric.run WHERE metric.model_id = model.model_id
     ORDER BY metric.key, dataset_name, dataset_digest, step DESC, timestamp_ms DESC, metric.value DESC) AS newest) AS metrics,
  (SELECT coalesce(json_agg(json_build_object('name', version.name, 'version', version.version::text)), '[]')
     FROM mlflow.model_version AS version WHERE version.model_id = model.model_id) AS registrations`;

/** MLflow's message of a logged model. */
export const loggedModelMessage = (row: LoggedModelRow): object => ({
  info: {
    model_id: row.model_id,
    experiment_id: String(row.experiment),
    name: row.name,
    creation_timestamp_ms: row.created_ms,
    last_updated_timestamp_ms: row.updated_ms,
    artifact_uri: row.artifact_uri,
    status: row.status,
    model_type: row.model_type,
    ...(row.source_run_id !== null && { source_run_id: row.source_run_id }),
    ...tagsMessage(row.tags),
    ...(row.registrations.length > 0 && { registrations: row.registrations }),
  },
  data: {
    params: tagsMessage(row.params).tags ?? [],
    ...(row.metrics.length > 0 && { metrics: row.metrics }),
  },
});

const CREATED = { sql: 'model.created_ms', type: 'number' } as const;
const UPDATED = { sql: 'model.updated_ms', type: 'number' } as const;
const STATUS_CODES = `CASE model.status WHEN 'LOGGED_MODEL_PENDING' THEN 'PENDING' WHEN 'LOGGED_MODEL_READY' THEN 'READY' ELSE 'FAILED' END`;

/** What logged models can be searched by. */
export const SEARCHABLE_LOGGED_MODELS: Searchable = {
  attributes: {
    name: { sql: 'model.name', type: 'text', lists: true },
    model_id: { sql: 'model.model_id', type: 'text', lists: true },
    model_type: { sql: 'model.model_type', type: 'text', lists: true },
    source_run_id: { sql: 'model.source_run_id', type: 'text', lists: true },
    status: { sql: STATUS_CODES, type: 'text', lists: true },
    ...{ creation_timestamp: CREATED, creation_time: CREATED },
    ...{ last_updated_timestamp: UPDATED, last_updated_time: UPDATED },
  },
  beside: {
    tag: documentTags('model.tags'),
    param: documentTags('model.params'),
    metric: {
      type: 'number',
      exists: (key, condition) =>
        `EXISTS (SELECT 1 FROM mlflow.metric WHERE metric.model_id = model.model_id AND metric.key = ${key} AND ${condition('metric.value')})`,
      value: (key) =>
        `SELECT metric.value FROM mlflow.metric WHERE metric.model_id = model.model_id AND metric.key = ${key}
         ORDER BY step DESC, timestamp_ms DESC LIMIT 1`,
    },
  },
};
