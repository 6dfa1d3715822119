import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';
import { isInstant, jsonSchemaOf, type FieldError, type JsonSchema, type Shape } from '@mesh/product';

const ANNOTATIONS = ['x-unit', 'x-codes', 'x-categories', 'x-phi', 'x-term'];
const MAX_ERRORS = 50;
const SAFE_NAME = /^[A-Za-z_][\w-]{0,63}$/;

const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true });
ajv.addVocabulary(ANNOTATIONS);
ajv.addFormat('date-time', { type: 'string', validate: isInstant });

/** Says what is wrong with a value; an empty list means that it keeps the shape. */
export type Validator = (value: unknown) => readonly FieldError[];

const NOTHING_WRONG: readonly FieldError[] = Object.freeze([]);

/** Compiles the rules of a shape once; a verdict then costs well under a microsecond. */
export function compileValidator(shape: Shape): Validator {
  return validator(ajv.compile(jsonSchemaOf(shape)));
}

/** Compiles the rules of a document that no shape speaks for. */
export const compileSchema = (schema: object): Validator => validator(ajv.compile(schema));

/**
 * The rules as a reader holds them: a field that its contract does not know yet is no error, since the producer may add
 * one with a minor version.
 */
export function compileReader(shape: Shape): Validator {
  return validator(ajv.compile(opened(jsonSchemaOf(shape))));
}

const validator =
  (verdict: ValidateFunction): Validator =>
  (value) =>
    verdict(value) ? NOTHING_WRONG : fieldErrors(verdict.errors ?? []);

function opened({ additionalProperties: _, properties = {}, ...rest }: JsonSchema): JsonSchema {
  const fields = Object.entries(properties).map(([name, schema]) => [
    name,
    schema.properties === undefined ? schema : opened(schema),
  ]);
  return { ...rest, properties: Object.fromEntries(fields) };
}

function fieldErrors(errors: readonly ErrorObject[]): readonly FieldError[] {
  const named = errors.slice(0, MAX_ERRORS).map((error) => ({
    pointer: pointerOf(error),
    rule: error.keyword,
    message: messageOf(error),
  }));
  return named.filter((one, index) => named.findIndex((other) => same(one, other)) === index);
}

const same = (one: FieldError, other: FieldError): boolean => one.pointer === other.pointer && one.rule === other.rule;

function pointerOf({ keyword, instancePath, params }: ErrorObject): string {
  if (keyword === 'required') return `${instancePath}/${params['missingProperty']}`;
  if (keyword !== 'additionalProperties') return instancePath;
  // The name of an unknown field is the sender's text: it is repeated only when it looks like a name.
  const name = String(params['additionalProperty']);
  return SAFE_NAME.test(name) ? `${instancePath}/${name}` : instancePath;
}

function messageOf({ keyword, params, message }: ErrorObject): string {
  switch (keyword) {
    case 'required':
      return 'is missing';
    case 'additionalProperties':
      return 'is not a field of the contract';
    case 'enum':
      return `must be one of ${(params['allowedValues'] as unknown[]).map(String).join(', ')}`;
    default:
      return message ?? 'breaks a rule of the contract';
  }
}
