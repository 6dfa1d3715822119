import type { RequestFields } from '../http/request-fields.js';
import { invalid } from '../mlflow.errors.js';

/** A key with its text: a parameter or a tag. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
}

/** One measurement of a run. */
export interface MetricEntry {
  readonly key: string;
  readonly value: number;
  readonly timestamp: number;
  readonly step: number;
  readonly modelId?: string;
  readonly datasetName?: string;
  readonly datasetDigest?: string;
}

/** MLflow's own bounds (its `utils/validation`). */
export const LIMITS = {
  key: 250,
  param: 6_000,
  tag: 8_000,
  experimentTag: 20_000,
  registryTag: 100_000,
  paramsOfBatch: 100,
  metricsOfBatch: 1_000,
  entitiesOfBatch: 1_000,
  bytesOfBatch: 1_000_000,
} as const;

/** Letters of any script, digits, and `_ - . space : /`, as MLflow takes them. */
const NAME = /^[/\p{L}\p{N}_.\- :]*$/u;

export const readParam = (fields: RequestFields): KeyValue => ({
  key: entityKey(fields),
  value: fields.optionalText('value', { max: LIMITS.param }) ?? '',
});

/** A tag; `most` bounds its value. */
export const readTag =
  (most: number = LIMITS.tag) =>
  (fields: RequestFields): KeyValue => ({
    key: entityKey(fields),
    value: fields.optionalText('value', { max: most }) ?? '',
  });

export function readMetric(fields: RequestFields): MetricEntry {
  const [modelId, datasetName, datasetDigest] = ['model_id', 'dataset_name', 'dataset_digest'].map((name) =>
    fields.optionalText(name, { max: 500 }),
  );
  return {
    key: entityKey(fields),
    value: fields.number('value'),
    timestamp: fields.whole('timestamp', { min: 0 }),
    step: fields.optionalWhole('step') ?? 0,
    ...(modelId && { modelId }),
    ...(datasetName && { datasetName }),
    ...(datasetDigest && { datasetDigest }),
  };
}

/** Raises INVALID_PARAMETER_VALUE where the key could be taken for another one's path. */
export function entityKey(fields: RequestFields, name = 'key'): string {
  const key = fields.text(name, { max: LIMITS.key });
  if (!NAME.test(key))
    throw invalid(
      `Invalid value for parameter '${name}': names may only contain alphanumerics, underscores, dashes, periods, spaces, colons and slashes.`,
    );
  if (key.split('/').some((part) => part === '' || part === '.' || part === '..'))
    throw invalid(`Invalid value for parameter '${name}': names must be unique when treated as a path.`);
  return key;
}

/** Tags as one object, the last of equal keys winning. */
export const tagsObject = (tags: readonly KeyValue[]): Record<string, string> =>
  Object.fromEntries(tags.map(({ key, value }) => [key, value]));

/** Tags as MLflow's messages have them; nothing where there are none. */
export function tagsMessage(tags: Readonly<Record<string, string>>): { tags?: readonly KeyValue[] } {
  const list = Object.keys(tags)
    .sort()
    .map((key) => ({ key, value: tags[key]! }));
  return list.length === 0 ? {} : { tags: list };
}
