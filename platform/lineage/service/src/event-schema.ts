/**
 * The structure of an OpenLineage 2-0-2 event (RunEvent, DatasetEvent or JobEvent) as we check it before storing:
 * written after the published text, flattened, so that ingestion needs no file of the standard.
 */
const uri = { type: 'string', format: 'uri' } as const;

const facets = {
  type: 'object',
  additionalProperties: {
    type: 'object',
    required: ['_producer', '_schemaURL'],
    properties: { _producer: uri, _schemaURL: uri },
  },
} as const;

const deletableFacets = {
  type: 'object',
  additionalProperties: {
    ...facets.additionalProperties,
    properties: { ...facets.additionalProperties.properties, _deleted: { type: 'boolean' } },
  },
} as const;

const named = (properties: Readonly<Record<string, object>>) => ({
  type: 'object',
  required: ['namespace', 'name'],
  properties: { namespace: { type: 'string' }, name: { type: 'string' }, facets: deletableFacets, ...properties },
});

const job = named({});
const dataset = named({});
const inputs = { type: 'array', items: named({ inputFacets: facets }) };
const outputs = { type: 'array', items: named({ outputFacets: facets }) };
const run = { type: 'object', required: ['runId'], properties: { runId: { type: 'string', format: 'uuid' }, facets } };

const runEvent = {
  required: ['run', 'job'],
  properties: {
    eventType: { type: 'string', enum: ['START', 'RUNNING', 'COMPLETE', 'ABORT', 'FAIL', 'OTHER'] },
    run,
    job,
    inputs,
    outputs,
  },
};

const jobEvent = { required: ['job'], properties: { job, inputs, outputs, run: false } };
const datasetEvent = { required: ['dataset'], properties: { dataset }, not: { required: ['job', 'run'] } };

/** JSON Schema of an event that may be stored. */
export const EVENT_SCHEMA = {
  type: 'object',
  required: ['eventTime', 'producer', 'schemaURL'],
  properties: { eventTime: { type: 'string', format: 'date-time' }, producer: uri, schemaURL: uri },
  oneOf: [runEvent, datasetEvent, jobEvent],
} as const;
