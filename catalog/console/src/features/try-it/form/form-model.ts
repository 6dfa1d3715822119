import { resolved, type JsonSchema } from './json-schema.js';

/** A permitted value with the name that people read. */
export interface Choice {
  /** As an entry of the form: JSON of the value. */
  readonly entry: string;
  readonly value: unknown;
  readonly label: string;
}

/** A field of the form; its pointer is the JSON pointer of its value in the document. */
export interface FormField {
  readonly pointer: string;
  readonly name: string;
  readonly kind: 'number' | 'integer' | 'text' | 'instant' | 'choice' | 'group' | 'json';
  /** What it means, in words. */
  readonly meaning?: string;
  readonly required: boolean;
  /** UCUM. */
  readonly unit?: string;
  readonly min?: number;
  readonly max?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly choices?: readonly Choice[];
  readonly examples: readonly unknown[];
  /** Personal health information. */
  readonly personal: boolean;
  /** Fields of a group. */
  readonly fields?: readonly FormField[];
}

const MAX_DEPTH = 6;

/** The fields of a form for documents of `schema`; what a form cannot ask field by field is asked as JSON. */
export function formOf(schema: JsonSchema, document: unknown, pointer = '', depth = 0): readonly FormField[] {
  const { properties = {}, required = [] } = resolved(schema, document);
  return Object.entries(properties).map(([name, property]) =>
    fieldOf(plain(resolved(property, document), document), document, {
      name,
      pointer: `${pointer}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`,
      required: required.includes(name),
      depth,
    }),
  );
}

interface Place {
  readonly name: string;
  readonly pointer: string;
  readonly required: boolean;
  readonly depth: number;
}

function fieldOf(schema: JsonSchema, document: unknown, { name, pointer, required, depth }: Place): FormField {
  const kind = kindOf(schema, depth);
  const [min, max] = [schema.minimum ?? schema.exclusiveMinimum, schema.maximum ?? schema.exclusiveMaximum];
  return {
    pointer,
    name,
    kind,
    required,
    personal: schema['x-phi'] === true,
    examples: (schema.examples ?? []).filter((example) => example !== null),
    ...(schema.description !== undefined && { meaning: schema.description }),
    ...(schema['x-unit'] !== undefined && { unit: schema['x-unit'] }),
    ...(min !== undefined && { min }),
    ...(max !== undefined && { max }),
    ...(schema.minLength !== undefined && { minLength: schema.minLength }),
    ...(schema.maxLength !== undefined && { maxLength: schema.maxLength }),
    ...(kind === 'choice' && { choices: choicesOf(schema) }),
    ...(kind === 'group' && { fields: formOf(schema, document, pointer, depth + 1) }),
  };
}

/** Without the branch that only says that null is allowed too. */
function plain(schema: JsonSchema, document: unknown): JsonSchema {
  const branches = (schema.anyOf ?? schema.oneOf)?.map((branch) => resolved(branch, document));
  const said = branches?.filter(({ type }) => type !== 'null') ?? [];
  return said.length === 1 ? { ...schema, ...said[0] } : schema;
}

const typesOf = ({ type }: JsonSchema): readonly string[] =>
  (typeof type === 'string' ? [type] : (type ?? [])).filter((one) => one !== 'null');

function kindOf(schema: JsonSchema, depth: number): FormField['kind'] {
  if (schema.enum !== undefined || schema.const !== undefined) return 'choice';
  const [type, ...others] = typesOf(schema);
  if (others.length > 0) return 'json';
  if (type === 'number' || type === 'integer') return type;
  if (type === 'boolean') return 'choice';
  if (type === 'string') return schema.format === 'date-time' ? 'instant' : 'text';
  return type === 'object' && schema.properties !== undefined && depth < MAX_DEPTH ? 'group' : 'json';
}

function choicesOf(schema: JsonSchema): readonly Choice[] {
  const values = schema.enum ?? (schema.const === undefined ? [true, false] : [schema.const]);
  const names = schema['x-categories'] ?? {};
  return values
    .filter((value) => value !== null)
    .map((value) => {
      const text = String(value);
      const named = names[text];
      return { entry: JSON.stringify(value), value, label: named === undefined ? text : `${text} · ${named}` };
    });
}
