import type { DataProduct } from '@mesh/product';
import { openApiOf } from '../openapi/openapi.js';

export interface Media {
  readonly schema: object;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
export interface Answer {
  readonly $ref?: string;
  readonly description: string;
  readonly headers: Readonly<Record<string, object>>;
  readonly content: Readonly<Record<string, Media>>;
}
export interface Parameter {
  readonly $ref?: string;
  readonly name: string;
  readonly in: string;
  readonly schema: object;
  readonly example?: unknown;
}
export interface Operation {
  readonly operationId: string;
  readonly deprecated?: boolean;
  readonly description: string;
  readonly parameters: readonly Parameter[];
  readonly responses: Readonly<Record<string, Answer>>;
  readonly security?: readonly object[];
}
export interface OpenApi {
  readonly servers: readonly { readonly url: string }[];
  readonly info: Readonly<Record<string, unknown>>;
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, object>>>>;
}

export const read = (product: DataProduct): OpenApi => JSON.parse(openApiOf(product).text) as OpenApi;
/** What stands at a JSON pointer. */
export const at = (document: OpenApi, ref: string): unknown =>
  ref
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (place, part) => (place as Record<string, unknown>)[part.replaceAll('~1', '/').replaceAll('~0', '~')],
      document,
    );

export const resolved = <Part extends { readonly $ref?: string }>(document: OpenApi, part: Part): Part =>
  part.$ref === undefined ? part : (at(document, part.$ref) as Part);

export const operationsOf = ({ paths }: OpenApi): readonly (readonly [string, Operation])[] =>
  Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => [`${method} ${path}`, operation] as const),
  );

export const codesOf = (document: OpenApi, operation: Operation): readonly string[] =>
  Object.values(operation.responses).flatMap((answer) =>
    Object.keys(resolved(document, answer).content?.['application/problem+json']?.examples ?? {}),
  );

export const operation = (document: OpenApi, name: string): Operation => {
  const found = operationsOf(document).find(([place, { operationId }]) => name === place || name === operationId);
  if (found === undefined) throw new Error(`no operation ${name}`);
  return found[1];
};
