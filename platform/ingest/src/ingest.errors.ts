import { defineErrors } from '@mesh/product';

/** What can be wrong with an upload as a whole; what is wrong with a row is told by its line. */
export const IngestErrors = defineErrors('INGEST', {
  ENCODING_UNKNOWN: {
    kind: 'invalid',
    status: 415,
    title: 'The file is not in UTF-8',
    fix: 'Convert it to UTF-8, for example with iconv -f UTF-16 -t UTF-8.',
  },
  MEDIA_TYPE_UNFIT: {
    kind: 'invalid',
    status: 415,
    title: 'The upload was begun for another format',
    fix: 'Send text/csv for the format csv, and application/x-ndjson for ndjson.',
  },
  OFFSET_UNREADABLE: {
    kind: 'invalid',
    status: 400,
    title: 'Upload-Offset or Upload-Complete cannot be read',
    fix: 'Send Upload-Offset with the bytes that lie before the part, and Upload-Complete: ?1 with the last part.',
  },
  LIST_TOO_LONG: {
    kind: 'invalid',
    title: 'The list has too many messages',
    fix: 'Send at most 1,000 messages in a list, or any number as NDJSON or CSV.',
  },
  NOT_GZIP: {
    kind: 'invalid',
    status: 400,
    title: 'The body is not what Content-Encoding says',
    fix: 'Send whole gzip data, or no Content-Encoding.',
  },
  ENCODING_UNSUPPORTED: {
    kind: 'invalid',
    status: 415,
    title: 'The port does not take this Content-Encoding',
    fix: 'Send rows as they are or with Content-Encoding: gzip; JSON documents as they are.',
  },
  EXPANDS_TOO_MUCH: {
    kind: 'invalid',
    status: 413,
    title: 'The compressed body grows beyond measure',
    fix: 'Send it as it is: rows that are so much alike need no compression to be sent.',
  },
  HEADER_MISSING: {
    kind: 'invalid',
    title: 'The file has no header line that can be read',
    fix: 'Begin the file with the names of its columns.',
  },
  COLUMNS_UNFIT: {
    kind: 'invalid',
    title: 'The columns of the file do not fit the fields of the port',
    fix: 'Map the columns that errors names to fields, or leave them out; give fields that no column has a default.',
  },
  UPLOAD_UNKNOWN: {
    kind: 'missing',
    title: 'There is no such upload of this caller',
    fix: 'Begin the upload with PUT; one that nobody touched for a week is forgotten.',
  },
  UPLOAD_DIFFERENT: {
    kind: 'conflict',
    title: 'The upload was begun on other terms',
    fix: 'Name the upload after its content and its terms, or repeat the terms with which it was begun.',
  },
  UPLOAD_MOVED: {
    kind: 'conflict',
    title: 'The upload stands at another place than Upload-Offset says',
    fix: 'Go on from the Upload-Offset of the answer, or of a HEAD of the upload.',
  },
  UPLOAD_TAKEN_OVER: {
    kind: 'conflict',
    title: 'Another request goes on with the upload',
    fix: 'Send one part at a time; ask with HEAD where the upload stands.',
  },
  UPLOAD_COMPLETE: {
    kind: 'conflict',
    title: 'The upload is complete',
    fix: 'Nothing is to be done: its state tells what became of its rows.',
  },
  UPLOAD_INTERRUPTED: {
    kind: 'unavailable',
    title: 'The service stops; what came so far is kept',
    fix: 'Go on from the Upload-Offset of a HEAD of the upload after the time in Retry-After.',
  },
  SENDER_LEFT: {
    kind: 'invalid',
    status: 400,
    title: 'The sender left before the end of the body',
    fix: 'Go on from the Upload-Offset of a HEAD of the upload: rows that came whole are kept.',
  },
  UPLOAD_STALLED: {
    kind: 'invalid',
    status: 408,
    title: 'No bytes came for too long',
    fix: 'Go on from the Upload-Offset of a HEAD of the upload, in smaller parts where the line is slow.',
  },
  TOO_MANY_UPLOADS: {
    kind: 'throttled',
    title: 'The caller has too many uploads that are not complete',
    fix: 'Complete those that are open; one that nobody touches is forgotten after a week.',
  },
  TOO_MANY_SENDERS: {
    kind: 'throttled',
    title: 'Too many uploads of this port are under way',
    fix: 'Send fewer files at once, or try again after the time in Retry-After.',
  },
  UPLOADS_UNAVAILABLE: {
    kind: 'unavailable',
    title: 'How far the upload is cannot be told just now',
    fix: 'Repeat the call after the time in Retry-After: what was told durable stays so.',
  },
});
