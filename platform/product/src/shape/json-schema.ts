import { getMetadataStorage } from 'class-validator';
import { targetConstructorToSchema } from 'class-validator-jsonschema';
import { fieldOrder, notesOf, type FieldNotes } from './field-notes.js';
import type { Shape } from './shape.js';

/** A JSON Schema (2020-12) object of one shape. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
}

const NOTED = {
  isInstant: { type: 'string', format: 'date-time' },
} as const;

const remembered = new WeakMap<Shape, JsonSchema>();

/**
 * The JSON Schema of a shape, from its class-validator metadata: closed (no other fields), `null` allowed where a field
 * is optional, with unit, codes, term and sensitivity as annotations (`x-unit`, `x-codes`, `x-term`, `x-phi`).
 */
export function jsonSchemaOf(shape: Shape): JsonSchema {
  let schema = remembered.get(shape);
  if (schema === undefined) remembered.set(shape, (schema = derive(shape)));
  return schema;
}

function derive(shape: Shape): JsonSchema {
  const derived = targetConstructorToSchema(shape, { additionalConverters: NOTED }) as unknown as JsonSchema;
  const properties = derived.properties ?? {};
  const optional = optionalFields(shape);
  const notes = notesOf(shape);
  const annotated = fieldOrder(shape).map((field) => {
    const { concepts, unit, meaning, phi, categories, examples, term }: FieldNotes = notes.get(field) ?? {
      concepts: [],
      phi: false,
    };
    const rules = nestedSchema(shape, field) ?? properties[field] ?? {};
    return [
      field,
      {
        ...(optional.has(field) ? nullable(rules) : rules),
        ...(meaning && { description: meaning }),
        ...(unit && { 'x-unit': unit }),
        ...(concepts.length > 0 && { 'x-codes': concepts }),
        ...(categories && { 'x-categories': categories }),
        ...(phi && { 'x-phi': true }),
        ...(term && { 'x-term': term.id }),
        ...(examples && { examples }),
      },
    ] as const;
  });
  return {
    type: 'object',
    title: shape.name,
    properties: Object.fromEntries(annotated),
    required: fieldOrder(shape).filter((field) => !optional.has(field)),
    additionalProperties: false,
  };
}

function optionalFields(shape: Shape): ReadonlySet<string> {
  const rules = getMetadataStorage().getTargetValidationMetadatas(shape, '', false, false);
  return new Set(
    rules.filter((rule) => rule.name === 'isOptional' || isConditional(rule)).map((rule) => rule.propertyName),
  );
}

function nestedSchema(shape: Shape, field: string): JsonSchema | undefined {
  const nested = nestedShape(shape, field);
  return nested === undefined ? undefined : jsonSchemaOf(nested);
}

/** The shape that a field holds (`@ValidateNested()`), by its TypeScript type. */
export function nestedShape(shape: Shape, field: string): Shape | undefined {
  const rules = getMetadataStorage().getTargetValidationMetadatas(shape, '', false, false);
  if (!rules.some((rule) => rule.propertyName === field && rule.type === 'nestedValidation')) return undefined;
  return Reflect.getMetadata('design:type', shape.prototype as object, field) as Shape;
}

/** `@IsOptional()` is stored as a conditional rule. */
const isConditional = (rule: { type: string }): boolean => rule.type === 'conditionalValidation';

function nullable(rules: JsonSchema): JsonSchema {
  const { type, enum: values } = rules;
  return {
    ...rules,
    ...(Array.isArray(values) && { enum: [...(values as unknown[]), null] }),
    ...(type !== undefined && { type: Array.isArray(type) ? [...(type as unknown[]), 'null'] : [type, 'null'] }),
  };
}
