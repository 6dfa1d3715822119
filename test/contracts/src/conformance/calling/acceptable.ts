import type { Operation } from '../known/open-api.js';
import type { Sending } from './door.js';

/** What an operation accepts, as its document shows: the first example, the first name in the path. */
export function acceptable(operation: Operation): Pick<Sending, 'body' | 'path'> {
  const [path = operation.path] = pathsOf(operation);
  const [example] = operation.body?.examples ?? [];
  return { path, ...(operation.body !== undefined && { body: example }) };
}

/** The address of an operation with every value that the document names for what is in the path. */
export function pathsOf({ path, parameters }: Operation): readonly string[] {
  const parameter = parameters.find((one) => one.in === 'path');
  if (parameter === undefined) return [path];
  return (parameter.schema.part.enum ?? []).map((value) =>
    path.replace(`{${parameter.name}}`, encodeURIComponent(String(value))),
  );
}
