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
export { feedRows, type FedRows, type Feed, type FeedSettings, type TakeRows } from './feed.js';
export { landingIn, startSink, type LandingPlace, type SinkRange, type SinkSettings } from './sink.js';
