import type { DatasetSettings } from '@mesh/lake';
import type { DurableFiles } from './durable-files.js';
import type { Engine } from './engine/engine.js';
import type { Scratch } from './scratch.js';

/** What landing, reading and compaction of one dataset share. */
export interface DatasetParts {
  readonly settings: DatasetSettings;
  /** The dataset's folder, `<root>/<domain>/<product>/<dataset>/v<major>`. */
  readonly folder: string;
  readonly engine: Engine;
  readonly scratch: Scratch;
  readonly files: DurableFiles;
  readonly sqlTimeoutMs: number;
}
