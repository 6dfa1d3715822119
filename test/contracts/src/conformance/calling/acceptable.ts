import type { Operation } from '../known/open-api.js';
import type { Sending } from './door.js';

/** What an operation accepts, as its document shows: the first example in its media type, the first name in the path. */
export function acceptable(operation: Operation): Pick<Sending, 'body' | 'path' | 'headers'> {
  const [path = operation.path] = pathsOf(operation);
  const { body } = operation;
  if (body === undefined) return { path };
  const headers = body.mediaType === JSON_TYPE ? {} : { headers: { 'content-type': body.mediaType } };
  return { path, body: body.examples[0], ...headers };
}

const JSON_TYPE = 'application/json';

/** The address of an operation with every value that the document names for what is in the path. */
export function pathsOf({ path, parameters }: Operation): readonly string[] {
  const parameter = parameters.find((one) => one.in === 'path');
  if (parameter === undefined) return [path];
  const shown = parameter.schema.part.enum ?? (parameter.example === undefined ? [] : [parameter.example]);
  return shown.map((value) => path.replace(`{${parameter.name}}`, encodeURIComponent(String(value))));
}
