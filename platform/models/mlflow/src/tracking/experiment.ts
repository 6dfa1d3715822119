import type { RequestFields } from '../http/request-fields.js';
import type { Searchable } from '../search/searchable.js';
import { tagsMessage } from './entries.js';

/** An experiment as it is stored. */
export interface ExperimentRow {
  readonly id: number;
  readonly name: string;
  readonly artifact_location: string | null;
  readonly lifecycle_stage: string;
  readonly created_ms: number;
  readonly updated_ms: number;
  readonly tags: Readonly<Record<string, string>>;
}

export const EXPERIMENT_COLUMNS = 'id, name, artifact_location, lifecycle_stage, created_ms, updated_ms, tags';

/** Where the files of an experiment lie, for clients: below an address that they proxy through the mesh. */
export const locationOf = ({ id, artifact_location }: Pick<ExperimentRow, 'id' | 'artifact_location'>): string =>
  artifact_location ?? `mlflow-artifacts:/${id}`;

/** MLflow's message of an experiment. */
export const experimentMessage = (row: ExperimentRow): object => ({
  experiment_id: String(row.id),
  name: row.name,
  artifact_location: locationOf(row),
  lifecycle_stage: row.lifecycle_stage,
  last_update_time: row.updated_ms,
  creation_time: row.created_ms,
  ...tagsMessage(row.tags),
});

/** What experiments can be searched by. */
export const SEARCHABLE_EXPERIMENTS: Searchable = {
  attributes: {
    name: { sql: 'name', type: 'text' },
    experiment_id: { sql: 'id::text', type: 'text', lists: true },
    creation_time: { sql: 'created_ms', type: 'number' },
    last_update_time: { sql: 'updated_ms', type: 'number' },
  },
  beside: { tag: documentTags('tags') },
};

/** Tags that stand in a JSON column. */
export function documentTags(column: string) {
  return {
    type: 'text' as const,
    exists: (key: string, condition: (column: string) => string) =>
      `(${column} ? ${key}::text AND ${condition(`(${column} ->> ${key}::text)`)})`,
    value: (key: string) => `${column} ->> ${key}::text`,
  };
}

/** In the order of MLflow's enumeration. */
const VIEWS = { ACTIVE_ONLY: ['active'], DELETED_ONLY: ['deleted'], ALL: ['active', 'deleted'] };

/** The stages of life that a view shows; raises INVALID_PARAMETER_VALUE. */
export const stagesOf = (fields: RequestFields, name: string): readonly string[] =>
  VIEWS[(fields.optionalChoice(name, Object.keys(VIEWS)) ?? 'ACTIVE_ONLY') as keyof typeof VIEWS];
