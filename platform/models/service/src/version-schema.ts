import { METRICS_SCHEMA } from './metrics-schema.js';
import { sha256, strictObject, text } from './schema-words.js';

const tensors = {
  type: 'array',
  minItems: 1,
  maxItems: 1_000,
  items: strictObject({
    name: text,
    datatype: { enum: ['FP32', 'INT64', 'BYTES'] },
    shape: { type: 'array', maxItems: 8, items: { type: 'integer', minimum: -1 } },
  }),
};

/** Names of models: `heart-disease-risk`. */
export const MODEL_NAME = '^[a-z0-9][a-z0-9._-]{0,99}$';

const gates = {
  type: 'array',
  minItems: 1,
  maxItems: 50,
  items: strictObject({
    gate: { type: 'string', pattern: '^[A-Za-z][A-Za-z0-9]{0,99}$' },
    passed: { type: 'boolean' },
    reason: { type: 'string', minLength: 1, maxLength: 5_000 },
    figures: { type: 'object', maxProperties: 100, additionalProperties: { type: ['string', 'number'] } },
  }),
};

/** JSON Schema of `NewModelVersion`; what its fields mean together is checked by `checkedVersion`. */
export const VERSION_SCHEMA = strictObject(
  {
    model: { type: 'string', pattern: MODEL_NAME },
    onnxSha256: sha256,
    signature: strictObject({
      features: { type: 'array', minItems: 1, maxItems: 10_000, uniqueItems: true, items: text },
      inputs: tensors,
      outputs: tensors,
    }),
    hyperparameters: {
      type: 'object',
      maxProperties: 200,
      additionalProperties: { type: ['string', 'number', 'boolean'] },
    },
    metrics: METRICS_SCHEMA,
    snapshot: strictObject(
      {
        sha256,
        rows: { type: 'integer', minimum: 1 },
        trainingRows: { type: 'integer', minimum: 1 },
        source: text,
        attribution: text,
      },
      ['attribution'],
    ),
    commit: text,
    author: text,
    runId: text,
    contractVersion: text,
    gates,
  },
  ['gates'],
);
