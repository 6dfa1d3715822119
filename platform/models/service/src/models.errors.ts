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
  OUTCOME_DIFFERS: {
    kind: 'conflict',
    title: 'The version foresees another kind of outcome than the versions of the model before it',
    fix: 'Register counts, or probabilities, under a new name; or withdraw the versions before it, where they were a mistake.',
  },
  COUNT_NOT_SHADOWED: {
    kind: 'conflict',
    title: 'A version that foresees a count cannot be a shadow',
    fix: 'Promote it to champion once its gates are passed; shadows are compared with answers that are probabilities.',
  },
  VERDICTS_NOT_YOURS: {
    kind: 'forbidden',
    title: 'Only the service of a domain says what the gates of its product said',
    fix: 'Register the version without gates, or train it by POST /training/runs: then it is judged.',
  },
  GATES_FAILED: {
    kind: 'conflict',
    title: 'The version did not pass the gates of its product',
    fix: 'Train a better version, or have two people override: POST /models/<name>/versions/<v>/overrides, then its approval.',
  },
  OVERRIDE_INVALID: {
    kind: 'invalid',
    title: 'The override is not valid',
    fix: 'Correct the fields named in errors.',
  },
  OVERRIDE_NOT_NEEDED: {
    kind: 'conflict',
    title: 'The version may become champion without an override',
    fix: 'Promote it.',
  },
  TOO_MANY_OVERRIDES: {
    kind: 'conflict',
    title: 'So many overrides were requested for the version that no more are taken',
    fix: 'Have one of them approved, see GET /models/<name>/versions/<v>/gates.',
  },
  OVERRIDE_UNKNOWN: {
    kind: 'missing',
    title: 'The version has no such override',
    fix: 'List them with GET /models/<name>/versions/<v>/gates.',
  },
  SECOND_PERSON_NEEDED: {
    kind: 'conflict',
    title: 'An override is approved by somebody who neither requested it nor made the version',
    fix: 'Ask a colleague.',
  },
  OVERRIDE_APPROVED: {
    kind: 'conflict',
    title: 'The override is approved already',
    fix: 'Promote the version.',
  },
});
