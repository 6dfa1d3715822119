export { LakeErrors } from './lake-errors.js';
export {
  Lake,
  type Column,
  type Compacted,
  type ColumnType,
  type Dataset,
  type DatasetSettings,
  type DatasetState,
  type Expired,
  type Landed,
  type Landing,
  type Measure,
  type Measured,
  type Page,
  type Rewritten,
  type Selection,
  type Unwanted,
} from './lake.js';
export { startSink, type Sink, type SinkRange, type SinkSettings } from './sink.js';
