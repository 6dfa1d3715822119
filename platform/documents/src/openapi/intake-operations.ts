import { fieldOrder, nestedShape, rejectPorts, type Accepted } from '@mesh/product';
import { intakePath } from '../intake-path.js';
import { examplesOf } from '../samples/examples-of.js';
import { headersOf } from './headers.js';
import { BEGIN_ERRORS, MESSAGE_ERRORS, PART_ERRORS, REJECTS_ERRORS, STATE_ERRORS } from './intake-errors.js';
import { receiptSchema, sentSchema, termsSchema, uploadSchema } from './intake-schemas.js';
import { pascal } from './names.js';
import { describeOperation, endHeaders, type OperationParts } from './operation.js';
import { callParameters, idempotencyKey } from './parameters.js';
import { problemResponses } from './problems.js';
import type { Ref } from './components.js';

const MOST_MESSAGES = 1_000;

const UPLOAD = {
  name: 'upload',
  in: 'path',
  required: true,
  description:
    'Names the upload, for its caller alone: best after the content of the file and its terms, as their SHA-256.',
  schema: { type: 'string', pattern: '^[A-Za-z0-9_.~-]{1,128}$' },
  example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};

const ENCODING = {
  name: 'Content-Encoding',
  in: 'header',
  description:
    'How rows are packed: `gzip`, or not at all (`identity`). Offsets count their bytes unpacked. JSON is not packed.',
  schema: { type: 'string', pattern: '^(identity|gzip)$' },
};

const OFFSET = {
  name: 'Upload-Offset',
  in: 'header',
  required: true,
  description: 'Bytes of the file before the part: where the upload stands.',
  schema: { type: 'string', pattern: '^(0|[1-9][0-9]{0,15})$' },
};

const COMPLETE = {
  name: 'Upload-Complete',
  in: 'header',
  description: 'Whether it is the last part.',
  schema: { type: 'string', pattern: '^\\?(0|1)$', default: '?0' },
};

const PAGE = [
  {
    name: 'cursor',
    in: 'query',
    description: 'The `next` of the page before.',
    schema: { type: 'string', pattern: '^(0|[1-9][0-9]{0,15})$' },
  },
  { name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 1_000, default: 1_000 } },
];

const NDJSON = { schema: { description: 'A message a line.', type: 'string' } };
const CSV = {
  description: 'RFC 4180 in UTF-8: a header line with names of fields, a message a row.',
  type: 'string',
};

/** The operations of an accepted input, by path. */
export function intakePaths(parts: OperationParts, input: Accepted): readonly (readonly [string, object])[] {
  const place = intakePath(input);
  const upload = `${place}/uploads/{upload}`;
  return [
    [place, { post: sendOperation(parts, input) }],
    [
      upload,
      { put: beginOperation(parts, input), patch: partOperation(parts, input), get: stateOperation(parts, input) },
    ],
    [`${upload}/rejects`, { get: rejectsOperation(parts, input) }],
  ];
}

function sendOperation(parts: OperationParts, input: Accepted): object {
  const { components } = parts;
  const sent = sentSchema(parts, input);
  const examples = Object.fromEntries(
    examplesOf(input.message).map((value, index) => [`sample${index + 1}`, { value }] as const),
  );
  const list = {
    description: `Up to ${MOST_MESSAGES} messages, each judged alone.`,
    type: 'array',
    items: {},
    maxItems: MOST_MESSAGES,
  };
  const json = { schema: { anyOf: [sent, list] }, ...(Object.keys(examples).length > 0 && { examples }) };
  return {
    ...about(parts, input, { id: '', summary: input.summary }),
    parameters: [...callParameters(components), idempotencyKey(components), ENCODING],
    requestBody: {
      required: true,
      content: { 'application/json': json, 'application/x-ndjson': NDJSON, 'text/csv': csvOf(input) },
    },
    responses: {
      ...answered(parts, input, { description: 'What became of the messages.', schema: receiptSchema(parts) }),
      ...refused(parts, input, { id: '', errors: MESSAGE_ERRORS }),
    },
  };
}

function beginOperation(parts: OperationParts, input: Accepted): object {
  return {
    ...about(parts, input, { id: 'begin', summary: 'Begins the upload of a file, or finds the one that was begun' }),
    parameters: [...callParameters(parts.components), UPLOAD],
    requestBody: {
      required: true,
      content: { 'application/json': { schema: termsSchema(parts), example: { format: 'csv' } } },
    },
    responses: {
      ...answered(parts, input, stateOf(parts)),
      ...refused(parts, input, { id: 'begin', errors: BEGIN_ERRORS }),
    },
  };
}

function partOperation(parts: OperationParts, input: Accepted): object {
  return {
    ...about(parts, input, { id: 'continue', summary: 'Goes on with the upload of a file, from where it stands' }),
    parameters: [...callParameters(parts.components), UPLOAD, OFFSET, COMPLETE, ENCODING],
    requestBody: { required: true, content: { 'text/csv': csvOf(input), 'application/x-ndjson': NDJSON } },
    responses: {
      ...answered(parts, input, stateOf(parts)),
      ...refused(parts, input, { id: 'continue', errors: PART_ERRORS }),
    },
  };
}

function stateOperation(parts: OperationParts, input: Accepted): object {
  return {
    ...about(parts, input, { id: 'get', summary: 'Tells how far the upload of a file is' }),
    parameters: [...callParameters(parts.components), UPLOAD],
    responses: {
      ...answered(parts, input, stateOf(parts)),
      ...refused(parts, input, { id: 'get', errors: STATE_ERRORS }),
    },
  };
}

function rejectsOperation(parts: OperationParts, input: Accepted): object {
  const page = parts.components.keep('schemas', 'UploadRejects', {
    title: 'UploadRejects',
    description: 'Messages of one upload that were refused, in their order.',
    type: 'object',
    properties: {
      rejects: { type: 'array', items: parts.refTo(rejectPorts.rejected.message) },
      next: { description: 'The cursor of the next page; missing on the last.', type: 'string' },
    },
    required: ['rejects'],
    additionalProperties: false,
  });
  return {
    ...about(parts, input, { id: 'list', summary: 'Lists what was refused of the upload of a file' }),
    parameters: [...callParameters(parts.components), UPLOAD, ...PAGE],
    responses: {
      ...answered(parts, input, { description: 'A page of rejections.', schema: page }),
      ...refused(parts, input, { id: 'list', errors: REJECTS_ERRORS }),
    },
  };
}

/** The samples of the port as a file. */
function csvOf({ message }: Accepted): object {
  const fields = fieldOrder(message).filter((field) => nestedShape(message, field) === undefined);
  const rows = examplesOf(message).map((sample) =>
    fields.map((field) => cellOf((sample as Readonly<Record<string, unknown>>)[field])),
  );
  const example = [fields, ...rows].map((cells) => `${cells.join(',')}\n`).join('');
  return { schema: CSV, ...(rows.length > 0 && { example }) };
}

const cellOf = (value: unknown): string => {
  const text =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** `sendMeasured` for the messages, `beginMeasuredUpload` and so on for files, `listMeasuredUploadRejects`. */
const operationId = ({ name }: OperationParts, id: string): string =>
  id === '' ? `send${pascal(name)}` : `${id}${pascal(name)}Upload${id === 'list' ? 'Rejects' : ''}`;

const about = (parts: OperationParts, input: Accepted, { id, summary }: { id: string; summary: string }): object =>
  describeOperation({ ...parts, operationId: operationId(parts, id) }, { ...input, summary });

const stateOf = (parts: OperationParts): { description: string; schema: Ref; hasPlace: boolean } => ({
  description: 'How far the upload is.',
  schema: uploadSchema(parts),
  hasPlace: true,
});

function answered(
  parts: OperationParts,
  input: Accepted,
  { description, schema, hasPlace = false }: { description: string; schema: Ref; hasPlace?: boolean },
): object {
  const place = hasPlace ? (['Upload-Offset', 'Upload-Complete'] as const) : [];
  const headers = headersOf(parts.components, ['traceparent', 'Cache-Control', ...place, ...endHeaders(parts, input)]);
  return { 200: { description, headers, content: { 'application/json': { schema } } } };
}

const refused = (
  parts: OperationParts,
  input: Accepted,
  { id, errors }: { id: string; errors: typeof MESSAGE_ERRORS },
): object =>
  problemResponses(parts.components, errors, {
    operationId: operationId(parts, id),
    headers: endHeaders(parts, input),
  });
