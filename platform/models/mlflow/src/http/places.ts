/** Where MLflow's interface begins; Nest writes the leading slash. */
export const MLFLOW_ROOT = 'api/2.0/mlflow';

/** The same under the address that MLflow's own pages use. */
export const MLFLOW_PAGES_ROOT = 'ajax-api/2.0/mlflow';

/** Where the files of runs and models are read and written. */
export const ARTIFACTS_ROOT = 'api/2.0/mlflow-artifacts';

/** The version of MLflow whose interface is served, as its clients ask for it. */
export const MLFLOW_VERSION = '3.6.0';

/** Who may look. */
export const READERS = ['data-scientist', 'data-engineer', 'domain', 'auditor', 'operator', 'practitioner'];

/** Who may log, register and move aliases: as in the registry of the mesh. */
export const WRITERS = ['domain', 'data-scientist'];
