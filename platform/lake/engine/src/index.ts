export type { DatasetStorage, ManifestStorage, Pinned } from './dataset-storage.js';
export { Engine, type EngineSettings } from './duckdb/engine.js';
export { identifier, literal } from './duckdb/sql.js';
export { Journal } from './manifest/journal.js';
export { decodeManifest } from './manifest/decode.js';
export type { FileRecord, ManifestRecord } from './manifest/record.js';
export { ParquetLake, type LakeAccess, type ParquetLakeSettings } from './parquet-lake.js';
export { Scratch } from './scratch.js';
