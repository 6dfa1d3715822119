import { defineErrors, type MeshError } from '@mesh/product';

/**
 * MLflow's own error codes, which its clients read. `reason` becomes the message: it may name what the caller asked for,
 * and repeats no text of a field and nothing that is stored.
 */
export const MlflowErrors = defineErrors('MLFLOW', {
  RESOURCE_DOES_NOT_EXIST: {
    kind: 'missing',
    title: 'There is no such experiment, run, model or artifact',
    fix: 'Look it up by a search; a deleted one must be restored first.',
  },
  RESOURCE_ALREADY_EXISTS: {
    kind: 'conflict',
    status: 400,
    title: 'Something of this name is there already',
    fix: 'Use the one that is there, or choose another name.',
  },
  INVALID_PARAMETER_VALUE: {
    kind: 'invalid',
    status: 400,
    title: 'A parameter of the call is not valid',
    fix: 'Correct the parameter that the message names.',
  },
  BAD_REQUEST: {
    kind: 'invalid',
    status: 400,
    title: 'The call cannot be read',
    fix: 'Send what MLflow’s REST interface describes.',
  },
  ENDPOINT_NOT_FOUND: {
    kind: 'missing',
    title: 'The mesh does not serve this part of MLflow’s interface',
    fix: 'See the guide to MLflow for what is served.',
  },
  NOT_IMPLEMENTED: {
    kind: 'fault',
    status: 501,
    title: 'The mesh does not do this',
    fix: 'Use the way that the message names.',
  },
});

/** INVALID_PARAMETER_VALUE with its reason. */
export const invalid = (reason: string): MeshError => MlflowErrors.INVALID_PARAMETER_VALUE({ reason });

/** RESOURCE_DOES_NOT_EXIST with its reason. */
export const missing = (reason: string): MeshError => MlflowErrors.RESOURCE_DOES_NOT_EXIST({ reason });

/** RESOURCE_ALREADY_EXISTS with its reason. */
export const taken = (reason: string): MeshError => MlflowErrors.RESOURCE_ALREADY_EXISTS({ reason });
