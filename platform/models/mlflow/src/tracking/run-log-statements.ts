import type { Database } from '@mesh/database';

import { invalid } from '../mlflow.errors.js';
import type { RunEntries } from './run-log.js';

/** A call and the run that it is about, which is locked. */
export interface Standing<Call extends RunEntries> {
  readonly run: number;
  readonly call: Call;
}

/** Keeps parameters; a call that would change one is refused whole, and the rest is given back. */
export async function writeParams<Call extends RunEntries>(
  transaction: Database,
  standing: readonly Standing<Call>[],
  refused: Map<Call, Error>,
): Promise<Standing<Call>[]> {
  const logging = standing.filter(({ call }) => (call.params?.length ?? 0) > 0);
  if (logging.length === 0) return [...standing];
  const asked = logging.flatMap(({ run, call }) => call.params!.map(({ key }) => ({ run, key })));
  const rows = await transaction.query<{ run: number; key: string; value: string }>(
    `SELECT run, key, value FROM mlflow.param
     WHERE (run, key) IN (SELECT * FROM unnest($1::bigint[], $2::text[]))`,
    [asked.map(({ run }) => run), asked.map(({ key }) => key)],
  );
  const known = new Map(rows.map(({ run, key, value }) => [`${run} ${key}`, value]));
  const fresh: { run: number; key: string; value: string }[] = [];
  for (const { run, call } of logging) {
    const own = new Map<string, string>();
    const valueOf = (key: string) => own.get(key) ?? known.get(`${run} ${key}`);
    const changes = call.params!.some(({ key, value }) => {
      const before = valueOf(key);
      own.set(key, value);
      return before !== undefined && before !== value;
    });
    if (changes) {
      refused.set(
        call,
        invalid('Changing param values is not allowed: a parameter was logged before with another value.'),
      );
      continue;
    }
    for (const [key, value] of own) {
      if (known.has(`${run} ${key}`)) continue;
      known.set(`${run} ${key}`, value);
      fresh.push({ run, key, value });
    }
  }
  await transaction.query(
    'INSERT INTO mlflow.param (run, key, value) SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[])',
    [fresh.map(({ run }) => run), fresh.map(({ key }) => key), fresh.map(({ value }) => value)],
  );
  return standing.filter(({ call }) => !refused.has(call));
}

/** A run that is locked until the end of the transaction. */
export interface LockedRun {
  readonly number: number;
  readonly run_id: string;
  readonly lifecycle_stage: string;
}

/**
 * Locks the runs of the calls, in one order, so that two processes never wait for each other; moves them to their next
 * revision; and keeps every measurement of those that are active once, and the newest of each metric apart: by step, then
 * time, then value. One statement, because the way to PostgreSQL and back is what a small commit costs.
 */
export async function lockAndMeasure(
  database: Database,
  calls: readonly RunEntries[],
  measuring: readonly RunEntries[],
): Promise<readonly LockedRun[]> {
  const rows = measuring.flatMap(({ runId, metrics = [] }) => metrics.map((metric) => ({ runId, ...metric })));
  return database.query<LockedRun>(
    `WITH locked AS (
       SELECT number, run_id, lifecycle_stage FROM mlflow.run WHERE run_id = ANY($1::text[]) ORDER BY number FOR UPDATE
     ), touched AS (
       UPDATE mlflow.run SET revision = revision + 1 FROM locked WHERE run.number = locked.number
     ), given AS (
       SELECT number AS run, key, timestamp_ms, step, value, model_id, dataset_name, dataset_digest
       FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bigint[], $6::float8[], $7::text[], $8::text[], $9::text[])
         AS row (run_id, key, timestamp_ms, step, value, model_id, dataset_name, dataset_digest)
       JOIN locked USING (run_id) WHERE lifecycle_stage = 'active'
     ), history AS (
       INSERT INTO mlflow.metric (run, key, timestamp_ms, step, value, model_id, dataset_name, dataset_digest)
       SELECT * FROM given ON CONFLICT DO NOTHING
     ), newest AS (
       INSERT INTO mlflow.latest_metric AS latest (run, key, timestamp_ms, step, value, model_id, dataset_name, dataset_digest)
       SELECT DISTINCT ON (run, key) * FROM given ORDER BY run, key, step DESC, timestamp_ms DESC, value DESC
       ON CONFLICT (run, key) DO UPDATE SET timestamp_ms = excluded.timestamp_ms, step = excluded.step,
         value = excluded.value, model_id = excluded.model_id, dataset_name = excluded.dataset_name,
         dataset_digest = excluded.dataset_digest
       WHERE (excluded.step, excluded.timestamp_ms, excluded.value) >= (latest.step, latest.timestamp_ms, latest.value)
     )
     SELECT number, run_id, lifecycle_stage FROM locked`,
    [
      [...new Set(calls.map(({ runId }) => runId))],
      rows.map(({ runId }) => runId),
      rows.map(({ key }) => key),
      rows.map(({ timestamp }) => timestamp),
      rows.map(({ step }) => step),
      rows.map(({ value }) => value),
      rows.map(({ modelId }) => modelId ?? null),
      rows.map(({ datasetName }) => datasetName ?? null),
      rows.map(({ datasetDigest }) => datasetDigest ?? null),
    ],
  );
}

/** Sets tags, the last of equal keys winning; `mlflow.runName` is the name of the run. */
export async function writeTags(transaction: Database, standing: readonly Standing<RunEntries>[]): Promise<void> {
  const last = new Map<string, { run: number; key: string; value: string }>();
  for (const { run, call } of standing)
    for (const { key, value } of call.tags ?? []) last.set(`${run} ${key}`, { run, key, value });
  const tags = [...last.values()];
  if (tags.length === 0) return;
  await transaction.query(
    `INSERT INTO mlflow.tag (run, key, value) SELECT * FROM unnest($1::bigint[], $2::text[], $3::text[])
     ON CONFLICT (run, key) DO UPDATE SET value = excluded.value`,
    [tags.map(({ run }) => run), tags.map(({ key }) => key), tags.map(({ value }) => value)],
  );
  const names = tags.filter(({ key }) => key === 'mlflow.runName');
  if (names.length === 0) return;
  await transaction.query(
    `UPDATE mlflow.run SET name = given.name FROM unnest($1::bigint[], $2::text[]) AS given (run, name)
     WHERE number = given.run`,
    [names.map(({ run }) => run), names.map(({ value }) => value)],
  );
}
