export { IngestErrors } from './ingest.errors.js';
export { MAX_RECORD_BYTES, START, type Damage, type Place, type RawRecord } from './records/raw-record.js';
export { RecordSplitter, type SplitSettings } from './records/record-splitter.js';
export { cellsOf } from './records/cells.js';
export { comparable, flatFields, type FlatField } from './rows/fields.js';
export { rowReader, type RowRead, type RowReader, type RowReaderParts } from './rows/row-reader.js';
export {
  FILE_FORMATS,
  MISSING_BY_DEFAULT,
  UPLOAD_TERMS_SCHEMA,
  type FileFormat,
  type UploadTerms,
} from './rows/terms.js';
