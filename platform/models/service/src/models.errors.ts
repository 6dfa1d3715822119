import { defineErrors } from '@mesh/product';

/** What can be wrong with a request to the registry. */
export const ModelsErrors = defineErrors('MODELS', {
  VERSION_INVALID: {
    kind: 'invalid',
    title: 'The model version is not valid',
    fix: 'Correct the fields named in errors.',
  },
  QUERY_INVALID: {
    kind: 'invalid',
    title: 'The query of the registry is not valid',
    fix: 'Correct the parameters named in errors.',
  },
  ARTIFACT_MISSING: {
    kind: 'invalid',
    title: 'The model file of the version is not stored',
    fix: 'Store it with PUT /models/artifacts/<sha256>, then register the version again.',
  },
  NOT_ONNX: {
    kind: 'invalid',
    title: 'The model file is not an ONNX model with a graph',
    fix: 'Export the model as ONNX and store that file.',
  },
  ARTIFACT_TOO_LARGE: {
    kind: 'invalid',
    status: 413,
    title: 'The model file is larger than 64 MiB',
    fix: 'Make the model smaller.',
  },
  HASH_DIFFERS: {
    kind: 'invalid',
    title: 'The bytes do not have the SHA-256 named in the address',
    fix: 'Send the file whole, below the lower-case hex SHA-256 of its bytes, as application/octet-stream.',
  },
  ARTIFACT_DAMAGED: {
    kind: 'fault',
    title: 'A stored model file no longer has the content it was stored with',
    fix: 'Store the file again or restore the artifacts from a backup.',
  },
  MODEL_UNKNOWN: {
    kind: 'missing',
    title: 'The registry has no such model, version, alias or artifact',
    fix: 'List the models with GET /models.',
  },
  VERSION_WITHDRAWN: {
    kind: 'conflict',
    title: 'The version was withdrawn and cannot be promoted',
    fix: 'Promote a version whose status is ready.',
  },
  RUN_OF_OTHER_MODEL: {
    kind: 'conflict',
    title: 'The training run already gave a version to another model',
    fix: 'Register with the run id of the training that made this version.',
  },
});
