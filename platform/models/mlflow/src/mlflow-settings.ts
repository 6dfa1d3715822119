/** How MLflow's interface works. */
export interface MlflowOptions {
  /** Folder of the mesh; the files of runs and models lie in `<home>/mlflow`. */
  readonly home: string;
  /** Largest file of a run or model. Default 16 GiB. */
  readonly maxArtifactBytes?: number;
  /** Characters of messages of runs that are kept in memory. Default 32 million. */
  readonly rememberedCharacters?: number;
  /** Longest wait for more bytes of a file that is being sent. Default 30 s. */
  readonly idleMs?: number;
  /** How long a model may take to be judged. Default 60 s. */
  readonly judgingMs?: number;
}

/** Injection token of the settings. */
export const MlflowSettings = Symbol('MlflowSettings');

/** Options with their defaults. */
export type MlflowSettings = Required<MlflowOptions>;

/** Fills in what was not said. */
export const mlflowSettings = (options: MlflowOptions): MlflowSettings => ({
  maxArtifactBytes: 16 * 1_073_741_824,
  rememberedCharacters: 32_000_000,
  idleMs: 30_000,
  judgingMs: 60_000,
  ...options,
});
