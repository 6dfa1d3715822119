import type { DatasetSettings } from '@mesh/lake';
import type { DatasetStorage } from './dataset-storage.js';
import type { Engine } from './duckdb/engine.js';
import type { Scratch } from './scratch.js';

/** What landing, reading, compaction and rewriting of one dataset share. */
export interface DatasetParts {
  readonly settings: DatasetSettings;
  readonly storage: DatasetStorage;
  readonly engine: Engine;
  readonly scratch: Scratch;
  readonly sqlTimeoutMs: number;
}
