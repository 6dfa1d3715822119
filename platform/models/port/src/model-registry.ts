import type { Alias, ModelVersion, NewModelVersion } from './model-version.js';

/** Versions never change; aliases move atomically. */
export interface ModelRegistry {
  /** Stores bytes by their content; storing them again changes nothing. Resolves to the hex SHA-256. */
  putArtifact(bytes: Uint8Array): Promise<string>;
  /** Verified against its hash; undefined when there is none. */
  artifact(sha256: string): Promise<Uint8Array | undefined>;
  /** Registering the same run again gives the version of the first time. */
  register(version: NewModelVersion): Promise<ModelVersion>;
  versions(model: string): Promise<readonly ModelVersion[]>;
  version(model: string, version: string): Promise<ModelVersion | undefined>;
  aliased(model: string, alias: Alias): Promise<ModelVersion | undefined>;
  /** Points the alias at a version that is ready; the change is published as `promoted`. */
  promote(model: string, version: string, alias: Alias, by: string): Promise<ModelVersion>;
  /** Takes a version out of use; an alias on it falls back to the newest earlier version that is ready. */
  withdraw(model: string, version: string, by: string): Promise<ModelVersion>;
}

/** Injection token of the registry. */
export const ModelRegistry = Symbol('ModelRegistry');

/** Topic on which alias changes are published; key = model name, data = `AliasMoved`. */
export const ALIAS_MOVED_TOPIC = 'platform.models.promoted.v1';

export interface AliasMoved {
  /** Names the move; absent in moves from before it had a contract, like `movedAt`. */
  readonly moveId?: string;
  readonly model: string;
  readonly alias: Alias;
  /** Absent when no version is left to serve. */
  readonly version?: string;
  readonly previous?: string;
  readonly by: string;
  /** RFC 3339. */
  readonly movedAt?: string;
}
