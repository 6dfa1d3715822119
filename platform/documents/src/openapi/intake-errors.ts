import { EventErrors } from '@mesh/events';
import { IngestErrors } from '@mesh/ingest';
import type { ErrorDefinition } from '@mesh/product';
import { RuntimeErrors } from '../runtime.errors.js';
import { AT_THE_DOOR } from './port-errors.js';

const OF_THE_LOG = [
  EventErrors.LOG_FULL,
  EventErrors.APPEND_TOO_SLOW,
  EventErrors.LOG_UNREACHABLE,
  EventErrors.LOG_CLOSED,
];

const OF_JSON = [
  RuntimeErrors.BODY_NOT_JSON,
  RuntimeErrors.BODY_TOO_DEEP,
  RuntimeErrors.BODY_REPEATS_A_FIELD,
  RuntimeErrors.BODY_TOO_LARGE,
  RuntimeErrors.MEDIA_TYPE_UNSUPPORTED,
  RuntimeErrors.BODY_INVALID,
];

const OF_ROWS = [
  IngestErrors.ENCODING_UNKNOWN,
  IngestErrors.ENCODING_UNSUPPORTED,
  IngestErrors.NOT_GZIP,
  IngestErrors.EXPANDS_TOO_MUCH,
  IngestErrors.HEADER_MISSING,
  IngestErrors.COLUMNS_UNFIT,
  IngestErrors.SENDER_LEFT,
  IngestErrors.UPLOAD_STALLED,
  IngestErrors.UPLOAD_INTERRUPTED,
  IngestErrors.UPLOAD_TAKEN_OVER,
  IngestErrors.TOO_MANY_SENDERS,
  IngestErrors.UPLOADS_UNAVAILABLE,
];

/** Every error with which messages may be answered. */
export const MESSAGE_ERRORS: readonly ErrorDefinition[] = [
  ...AT_THE_DOOR,
  ...OF_JSON,
  RuntimeErrors.IDEMPOTENCY_KEY_INVALID,
  IngestErrors.LIST_TOO_LONG,
  ...OF_ROWS,
  IngestErrors.UPLOAD_DIFFERENT,
  IngestErrors.TOO_MANY_UPLOADS,
  ...OF_THE_LOG,
];

const OF_AN_UPLOAD = [...AT_THE_DOOR, IngestErrors.UPLOAD_UNKNOWN, IngestErrors.UPLOADS_UNAVAILABLE];

export const BEGIN_ERRORS: readonly ErrorDefinition[] = [
  ...OF_AN_UPLOAD,
  ...OF_JSON,
  IngestErrors.UPLOAD_DIFFERENT,
  IngestErrors.TOO_MANY_UPLOADS,
  EventErrors.LOG_UNREACHABLE,
];

export const PART_ERRORS: readonly ErrorDefinition[] = [
  ...OF_AN_UPLOAD,
  ...OF_ROWS,
  ...OF_JSON.filter((error) => error !== RuntimeErrors.BODY_INVALID),
  IngestErrors.OFFSET_UNREADABLE,
  IngestErrors.UPLOAD_MOVED,
  IngestErrors.UPLOAD_COMPLETE,
  IngestErrors.MEDIA_TYPE_UNFIT,
  ...OF_THE_LOG,
];

export const STATE_ERRORS: readonly ErrorDefinition[] = OF_AN_UPLOAD;

export const REJECTS_ERRORS: readonly ErrorDefinition[] = [
  ...OF_AN_UPLOAD,
  RuntimeErrors.QUERY_INVALID,
  EventErrors.LOG_UNREACHABLE,
  EventErrors.LOG_CLOSED,
];
