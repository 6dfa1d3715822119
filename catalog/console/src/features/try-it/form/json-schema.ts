/** The part of JSON Schema (2020-12) that product shapes use, with the annotations of the mesh. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly exclusiveMaximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly examples?: readonly unknown[];
  readonly 'x-unit'?: string;
  readonly 'x-categories'?: Readonly<Record<string, string>>;
  readonly 'x-phi'?: boolean;
}

const MAX_HOPS = 16;

/** The schema itself where it only points to another place of the same document. */
export function resolved(schema: JsonSchema, document: unknown): JsonSchema {
  let here = schema;
  for (let hop = 0; here.$ref !== undefined && hop < MAX_HOPS; hop += 1) {
    const { $ref, ...beside } = here;
    here = { ...(at(document, $ref) as JsonSchema), ...beside };
  }
  return here;
}

/** What stands at a local reference, `#/components/schemas/Reading`; an empty schema when nothing does. */
function at(document: unknown, reference: string): unknown {
  const steps = reference.replace(/^#\/?/, '').split('/').filter(Boolean).map(unescaped);
  return steps.reduce((here, step) => (here as Record<string, unknown> | undefined)?.[step], document) ?? {};
}

const unescaped = (step: string): string => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
