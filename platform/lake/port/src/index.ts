export { LakeErrors } from './lake-errors.js';
export {
  Lake,
  type Column,
  type ColumnType,
  type Dataset,
  type DatasetSettings,
  type Landed,
  type Landing,
  type Measure,
  type Measured,
  type Page,
  type Selection,
} from './lake.js';
export { startSink, type Sink, type SinkRange, type SinkSettings } from './sink.js';
