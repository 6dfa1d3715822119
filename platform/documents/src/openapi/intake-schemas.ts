import { jsonSchemaOf, type Accepted } from '@mesh/product';
import { UPLOAD_TERMS_SCHEMA } from '@mesh/ingest';
import { shapeSchema } from '../schemas/shape-schema.js';
import type { Ref } from './components.js';
import type { OperationParts } from './operation.js';

const COUNTS = {
  accepted: { description: 'Messages that were written.', type: 'integer', minimum: 0 },
  repeated: { description: 'Messages that were there already: nothing was done.', type: 'integer', minimum: 0 },
  rejected: { description: 'Messages that break the contract.', type: 'integer', minimum: 0 },
};

const TOLD_REJECT = {
  title: 'ToldReject',
  description: 'A message that was refused, by its place and the first rule that it broke; never by its values.',
  type: 'object',
  properties: {
    line: { description: 'The line on which it begins, or its place in a list, from 1.', type: 'integer', minimum: 1 },
    pointer: { description: 'The field as JSON Pointer (RFC 6901); empty for the whole.', type: 'string' },
    rule: { description: 'The rule that is broken.', type: 'string' },
    reason: { description: 'The rule in words.', type: 'string' },
  },
  required: ['line', 'pointer', 'rule', 'reason'],
  additionalProperties: false,
};

const PLACE = {
  complete: { description: 'Whether its last part has come.', type: 'boolean' },
  offset: {
    description: 'Bytes of the file that are done with: the next part begins there.',
    type: 'integer',
    minimum: 0,
  },
  line: { description: 'The line that begins there.', type: 'integer', minimum: 1 },
};

const receiptOf = (told: Ref): Readonly<Record<string, object>> => ({
  upload: { description: 'Names what was sent, for whoever looks for its rejections.', type: 'string' },
  ...COUNTS,
  rejects: { description: 'The first of the refused: of rows ten, of a list all.', type: 'array', items: told },
  rejectsAt: { description: 'Where all are listed, below the address of the service.', type: 'string' },
});

const toldReject = ({ components }: OperationParts): Ref => components.keep('schemas', 'ToldReject', TOLD_REJECT);

/** What is answered to messages; of rows it also tells the place that was reached. */
export function receiptSchema(parts: OperationParts): Ref {
  return parts.components.keep('schemas', 'IntakeReceipt', {
    title: 'IntakeReceipt',
    description: 'What became of what was sent.',
    type: 'object',
    properties: { ...receiptOf(toldReject(parts)), ...PLACE },
    required: ['upload', 'accepted', 'repeated', 'rejected', 'rejects'],
    additionalProperties: false,
  });
}

/** How far an upload is. */
export function uploadSchema(parts: OperationParts): Ref {
  return parts.components.keep('schemas', 'UploadState', {
    title: 'UploadState',
    description: 'How far an upload is: all that lies before `offset` is durable.',
    type: 'object',
    properties: { ...receiptOf(toldReject(parts)), ...PLACE },
    required: ['upload', 'accepted', 'repeated', 'rejected', 'rejects', 'rejectsAt', 'complete', 'offset', 'line'],
    additionalProperties: false,
  });
}

/** On which terms a file is read. */
export const termsSchema = ({ components }: OperationParts): Ref =>
  components.keep('schemas', 'UploadTerms', UPLOAD_TERMS_SCHEMA);

/** A message as it may be sent: where its id is a text, it may do without one. */
export function sentSchema({ components, refTo }: OperationParts, { message, id, name }: Accepted): Ref {
  const schema = shapeSchema(message, (nested) => refTo(nested).$ref, `A message of ${name} as it may be sent.`);
  const { [id]: named = {}, ...others } = schema.properties ?? {};
  if (![named['type']].flat().includes('string')) return refTo(message);
  const unnamed = {
    ...named,
    type: ['string', 'null'],
    description: 'Names the message; without it, it is named after what it holds.',
  };
  const properties = Object.fromEntries(
    Object.keys(jsonSchemaOf(message).properties ?? {}).map((field) => [field, field === id ? unnamed : others[field]]),
  );
  return components.keep('schemas', `${message.name}Sent`, {
    ...schema,
    title: `${message.name}Sent`,
    properties,
    required: (schema.required ?? []).filter((field) => field !== id),
  });
}
