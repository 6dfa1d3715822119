/** Headers of the binary mode of the Kafka binding of CloudEvents 1.0.2, section 3.2. */
export const HEADER = {
  CONTENT_TYPE: 'content-type',
  SPEC_VERSION: 'ce_specversion',
  ID: 'ce_id',
  SOURCE: 'ce_source',
  TYPE: 'ce_type',
  TIME: 'ce_time',
  PARTITION_KEY: 'ce_partitionkey',
  TRACEPARENT: 'ce_traceparent',
  DATA_SCHEMA: 'ce_dataschema',
} as const;

export const ATTRIBUTE_PREFIX = 'ce_';
export const SPEC_VERSION = '1.0';
export const JSON_TYPE = 'application/json';
