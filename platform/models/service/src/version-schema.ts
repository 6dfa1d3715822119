/** JSON Schema of what a registration carries; the meaning of its fields is checked by `versionErrors`. */
const text = { type: 'string', minLength: 1, maxLength: 1_000 } as const;
const sha256 = { type: 'string', pattern: '^[0-9a-f]{64}$' } as const;
const unit = { type: 'number', minimum: 0, maximum: 1 } as const;
const count = { type: 'integer', minimum: 0 } as const;

const strictObject = (properties: Record<string, object>, optional: readonly string[] = []) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
});

const measure = strictObject({ value: unit, low: unit, high: unit, n: count });

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

const metrics = strictObject(
  {
    rocAuc: measure,
    rocCurve: {
      type: 'array',
      maxItems: 1_000,
      items: strictObject({ threshold: unit, truePositiveRate: unit, falsePositiveRate: unit }),
    },
    brier: measure,
    crossValidatedRocAuc: unit,
    calibration: strictObject({
      expectedError: unit,
      bins: {
        type: 'array',
        maxItems: 1_000,
        items: strictObject({ meanPredicted: unit, observedRate: unit, n: count }),
      },
    }),
    subgroups: {
      type: 'array',
      maxItems: 1_000,
      items: strictObject({ attribute: text, value: text, n: count, positives: count, rocAuc: measure, brier: unit }, [
        'rocAuc',
      ]),
    },
  },
  ['crossValidatedRocAuc', 'rocCurve'],
);

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

/** Schema of `NewModelVersion`. */
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
    metrics,
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
