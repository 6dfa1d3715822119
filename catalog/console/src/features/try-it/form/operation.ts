import type { Port } from '../../../api/product.js';
import { resolved, type JsonSchema } from './json-schema.js';

interface Body {
  readonly schema?: JsonSchema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value?: unknown }>>;
}

interface Operation {
  readonly requestBody?: { readonly content?: Readonly<Record<string, Body>> };
}

/** The part of an OpenAPI document that a form is made of. */
export interface OpenApi {
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** What a port takes: the schema of its documents and whole examples of them. */
export interface Taken {
  readonly schema: JsonSchema;
  readonly examples: readonly unknown[];
}

/** Finds what a REST port takes in the product's OpenAPI document; undefined when the document does not say. */
export function takenBy({ method, path }: Pick<Port, 'method' | 'path'>, openapi: OpenApi): Taken | undefined {
  // The document may name the path whole, or below the address of its server.
  const found = Object.entries(openapi.paths ?? {})
    .filter(([known]) => path !== undefined && path.endsWith(known))
    .sort(([one], [other]) => other.length - one.length)[0];
  const operation = found?.[1][(method ?? 'POST').toLowerCase()];
  const body = operation?.requestBody?.content?.['application/json'];
  if (body?.schema === undefined) return undefined;
  const named = Object.values(body.examples ?? {}).flatMap(({ value }) => (value === undefined ? [] : [value]));
  const schema = resolved(body.schema, openapi);
  return {
    schema,
    examples: [...named, ...(body.example === undefined ? [] : [body.example]), ...(schema.examples ?? [])],
  };
}

/** What the description in the catalog says of a port's documents: names, types and units, without ranges. */
export function describedSchema({ fields }: Pick<Port, 'fields'>): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(
      fields.map(({ name, type, description, unit, phi }) => [
        name,
        {
          type: type.replace(/ \| null$|\?$/, ''),
          ...(description !== undefined && { description }),
          ...(unit !== undefined && { 'x-unit': unit }),
          ...(phi && { 'x-phi': true }),
        },
      ]),
    ),
    required: fields.filter(({ required }) => required === true).map(({ name }) => name),
  };
}
