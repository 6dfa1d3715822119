import { documentTags } from '../tracking/experiment.js';
import { tagsMessage } from '../tracking/entries.js';
import type { Searchable } from '../search/searchable.js';

/** A registered model as it is stored. */
export interface RegisteredModelRow {
  readonly name: string;
  readonly created_ms: number;
  readonly updated_ms: number;
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A version as it is stored. */
export interface ModelVersionRow extends RegisteredModelRow {
  readonly version: number;
  readonly user_id: string;
  readonly stage: string;
  readonly source: string;
  readonly artifact_uri: string;
  readonly run_id: string;
  readonly run_link: string;
  readonly model_id: string;
  readonly status: string;
  readonly status_message: string;
  readonly mesh_model: string | null;
  readonly mesh_version: string | null;
}

/** An alias of a model and where it points. */
export interface StandingAlias {
  readonly name: string;
  readonly alias: string;
  readonly version: number;
}

export const MODEL_COLUMNS = 'name, created_ms, updated_ms, description, tags';
export const VERSION_COLUMNS = `${MODEL_COLUMNS}, version, user_id, stage, source, artifact_uri, run_id, run_link, model_id,
  status, status_message, mesh_model, mesh_version`;

/** MLflow's message of a version. */
export const versionMessage = (row: ModelVersionRow, aliases: readonly StandingAlias[]): object => ({
  name: row.name,
  version: String(row.version),
  creation_timestamp: row.created_ms,
  last_updated_timestamp: row.updated_ms,
  user_id: row.user_id,
  current_stage: row.stage,
  description: row.description,
  source: row.source,
  run_id: row.run_id,
  status: row.status,
  ...(row.status_message !== '' && { status_message: row.status_message }),
  run_link: row.run_link,
  ...(row.model_id !== '' && { model_id: row.model_id }),
  ...tagsMessage(row.tags),
  aliases: aliases
    .filter(({ name, version }) => name === row.name && version === row.version)
    .map(({ alias }) => alias),
});

/** MLflow's message of a registered model, with the newest version of each stage. */
export const modelMessage = (
  row: RegisteredModelRow,
  latest: readonly ModelVersionRow[],
  aliases: readonly StandingAlias[],
): object => ({
  name: row.name,
  creation_timestamp: row.created_ms,
  last_updated_timestamp: row.updated_ms,
  description: row.description,
  ...tagsMessage(row.tags),
  latest_versions: latest.filter(({ name }) => name === row.name).map((version) => versionMessage(version, aliases)),
  aliases: aliases
    .filter(({ name }) => name === row.name)
    .map(({ alias, version }) => ({ alias, version: String(version) })),
});

/**
 * Clients ask for what is no prompt with every search of the registry (`!= 'true'`), and what has no such tag is none: the
 * one key that is found where it is absent.
 */
const PROMPT_TAG = "'mlflow.prompt.is_prompt'";
const REGISTRY_TAGS = {
  ...documentTags('tags'),
  exists: (key: string, condition: (column: string) => string) =>
    `((tags ? ${key}::text OR ${key}::text = ${PROMPT_TAG}) AND ${condition(`coalesce(tags ->> ${key}::text, 'false')`)})`,
};

const CREATED = { sql: 'created_ms', type: 'number' } as const;
const UPDATED = { sql: 'updated_ms', type: 'number' } as const;

/** What registered models can be searched by. */
export const SEARCHABLE_MODELS: Searchable = {
  attributes: {
    name: { sql: 'name', type: 'text', lists: true },
    ...{ creation_timestamp: CREATED, timestamp: UPDATED, last_updated_timestamp: UPDATED },
  },
  beside: { tag: REGISTRY_TAGS },
};

/** What versions can be searched by. */
export const SEARCHABLE_VERSIONS: Searchable = {
  attributes: {
    name: { sql: 'name', type: 'text', lists: true },
    version_number: { sql: 'version', type: 'number' },
    run_id: { sql: 'run_id', type: 'text', lists: true },
    source_path: { sql: 'source', type: 'text' },
    ...{ creation_timestamp: CREATED, timestamp: UPDATED, last_updated_timestamp: UPDATED },
  },
  beside: { tag: REGISTRY_TAGS },
};
