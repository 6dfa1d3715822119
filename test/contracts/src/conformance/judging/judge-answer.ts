import { parse } from 'yaml';
import type { Exchange } from '../calling/exchange.js';
import type { DocumentedAnswer, DocumentedHeader, OpenApi, Operation } from '../known/open-api.js';

/** In what an answer differs from its document: status, media type, body, headers. */
export function judgeAnswer(
  openApi: OpenApi,
  operation: Operation,
  answer: Omit<Exchange, 'bytes'>,
): readonly string[] {
  const documented = operation.answers.find(({ status }) => status === answer.status);
  const say = (what: string): string => `${operation.id} ${answer.status}: ${what}`;
  if (documented === undefined) return [say(`a status that is not documented: ${answer.text.slice(0, 200)}`)];
  return [
    ...documented.headers.flatMap((header) => judgeHeader(openApi, header, answer.headers)),
    ...judgeBody(openApi, documented, answer),
  ].map(say);
}

function judgeHeader(
  { judge }: OpenApi,
  { name, required, schema }: DocumentedHeader,
  headers: Headers,
): readonly string[] {
  const text = headers.get(name);
  if (text === null) return required ? [`the header ${name} is missing`] : [];
  const value = schema.part.type === 'integer' || schema.part.type === 'number' ? Number(text) : text;
  return judge.findings(schema.pointer, value).map((finding) => `the header ${name}: ${finding}`);
}

function judgeBody(
  { judge }: OpenApi,
  { contents }: DocumentedAnswer,
  { headers, text }: Omit<Exchange, 'bytes'>,
): readonly string[] {
  const [mediaType = ''] = (headers.get('content-type') ?? '').split(';', 1);
  if (contents.length === 0) return text === '' ? [] : ['a body where none is documented'];
  const content = contents.find((known) => known.mediaType === mediaType);
  if (content === undefined) return [`the media type ${mediaType || 'none'}, which is not documented`];
  const value = read(mediaType, text);
  if (value === UNREADABLE) return [`a body that is no ${mediaType}`];
  return judge.findings(content.schema, value);
}

const UNREADABLE = Symbol('unreadable');

function read(mediaType: string, text: string): unknown {
  try {
    if (/[/+]json$/.test(mediaType)) return JSON.parse(text);
    return mediaType === 'application/yaml' ? parse(text) : text;
  } catch {
    return UNREADABLE;
  }
}
