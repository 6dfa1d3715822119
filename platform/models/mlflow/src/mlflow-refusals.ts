import type { MeshError } from '@mesh/product';

import { invalid, missing, taken } from './mlflow.errors.js';

const MOST_SHOWN = 250;

/** An id or a name that a caller asked for, as its answer may repeat it: short and in one line. */
const shown = (name: string | number): string =>
  String(name)
    .replace(/\p{Cc}/gu, ' ')
    .slice(0, MOST_SHOWN);

/** No run has the id. */
export const noRun = (id: string): MeshError => missing(`Run with id=${shown(id)} not found`);

/** The run is deleted, and the call needs one that is not. */
export const inactiveRun = (id: string): MeshError =>
  invalid(`The run ${shown(id)} must be in the 'active' state. Current state is deleted.`);

/** No experiment has the id. */
export const noExperiment = (id: string | number): MeshError => missing(`No Experiment with id=${shown(id)} exists`);

/** The experiment is deleted, and the call needs one that is not. */
export const inactiveExperiment = (id: string | number): MeshError =>
  invalid(`The experiment ${shown(id)} must be in the 'active' state. Current state is deleted.`);

/** No logged model has the id. */
export const noLoggedModel = (id: string): MeshError => missing(`Logged model with ID '${shown(id)}' not found.`);

/** No registered model has the name. */
export const noRegisteredModel = (name: string): MeshError =>
  missing(`Registered Model with name=${shown(name)} not found`);

/** Another registered model has the name. */
export const registeredModelTaken = (name: string): MeshError =>
  taken(`Registered Model (name=${shown(name)}) already exists.`);

/** The registered model has no such version. */
export const noVersion = (name: string, version: string | number): MeshError =>
  missing(`Model Version (name=${shown(name)}, version=${shown(version)}) not found`);

/** The registered model has no such alias, or it stands on a version that the mesh trained itself. */
export const noAlias = (alias: string): MeshError =>
  invalid(`Registered model alias ${shown(alias)} not found, or it stands on a version that the mesh trained itself.`);

/** The run has no tag of the key. */
export const noRunTag = (key: string, id: string): MeshError =>
  missing(`No tag with name: ${shown(key)} in run with id ${shown(id)}`);
