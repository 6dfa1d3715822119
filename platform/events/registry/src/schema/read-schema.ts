import { Ajv } from 'ajv';
import { SchemaErrors } from '../schema.errors.js';
import { isObject, isShallow } from './json.js';
import { registeredSchema, type RegisteredSchema } from './registered-schema.js';
import { wireSchema } from './wire-schema.js';

/** A schema that somebody sent, with its forms. */
export interface SentSchema extends RegisteredSchema {
  /** As the comparison takes it. */
  readonly wire: unknown;
}

const MOST_CHARACTERS = 262_144;
const ajv = new Ajv({ strict: false, validateFormats: false });

/** Reads the body of a call that carries a schema; raises SCHEMAS.BODY_INVALID and SCHEMAS.SCHEMA_INVALID. */
export function readSchema(body: unknown): SentSchema {
  if (!isObject(body) || typeof body['schema'] !== 'string') throw SchemaErrors.BODY_INVALID();
  const { schema: text, schemaType = 'AVRO', references } = body;
  if (schemaType !== 'JSON')
    throw invalid('subjects of the mesh hold JSON Schemas, and "schemaType" is another or missing');
  if (Array.isArray(references) && references.length > 0) throw invalid('schemas of the mesh refer to no others');
  if (text.length > MOST_CHARACTERS) throw invalid('the schema is longer than 262144 characters');
  const wire = wireSchema(parsed(text));
  if ((typeof wire !== 'boolean' && !isObject(wire)) || ajv.validateSchema(wire as object) !== true)
    throw invalid('the text is no JSON Schema');
  return { ...registeredSchema(wire), wire };
}

function parsed(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw invalid('the text is no JSON');
  }
  if (!isShallow(value)) throw invalid('the schema is nested too deeply');
  return value;
}

const invalid = (reason: string): Error => SchemaErrors.SCHEMA_INVALID({ reason });
