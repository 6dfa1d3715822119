import { defineErrors } from '@mesh/product';

/** What can be wrong with a question to the schema registry. */
export const SchemaErrors = defineErrors('SCHEMAS', {
  SUBJECT_UNKNOWN: {
    kind: 'missing',
    title: 'Subject not found',
    fix: 'A subject is the name of a topic with -value behind it; GET /subjects lists them.',
  },
  VERSION_UNKNOWN: {
    kind: 'missing',
    title: 'Version not found',
    fix: 'GET /subjects/<subject>/versions lists them.',
  },
  SCHEMA_UNKNOWN: {
    kind: 'missing',
    title: 'Schema not found',
    fix: 'Use an id that the registry gave, or a schema of the contract of this subject.',
  },
  LEVEL_UNSET: {
    kind: 'missing',
    title: 'The subject has no compatibility level of its own',
    fix: 'Ask with defaultToGlobal=true, or for a subject that there is.',
  },
  BODY_INVALID: {
    kind: 'invalid',
    status: 400,
    title: 'The body is no JSON object with the fields that this call takes',
    fix: 'Send { "schemaType": "JSON", "schema": "<the schema as text>" }.',
  },
  SCHEMA_INVALID: {
    kind: 'invalid',
    title: 'Invalid schema',
    fix: 'Send one JSON Schema, without references to others, as text, with "schemaType": "JSON".',
  },
  VERSION_INVALID: {
    kind: 'invalid',
    title: 'The specified version is not a valid version id',
    fix: 'Use a number from 1 to 2147483647 or the word "latest".',
  },
  LEVEL_INVALID: {
    kind: 'invalid',
    title: 'Invalid compatibility level',
    fix: 'Use NONE, BACKWARD, FORWARD, FULL or one of the last three with _TRANSITIVE.',
  },
  MODE_INVALID: { kind: 'invalid', title: 'Invalid mode', fix: 'The registry is in the mode READONLY.' },
  NOT_PERMITTED: {
    kind: 'invalid',
    title: 'The registry is read-only: schemas, their levels and their end come from the contracts',
    fix: 'Change the contract of the product and release it; the registry follows.',
  },
  INCOMPATIBLE: {
    kind: 'conflict',
    title: 'Schema being registered is incompatible with an earlier schema of the subject',
    fix: 'The compatibility check of the subject says in "messages" what breaks whom.',
  },
});

/** The codes that clients of a schema registry know. */
const CODES: Readonly<Record<string, number>> = {
  [SchemaErrors.SUBJECT_UNKNOWN.code]: 40401,
  [SchemaErrors.VERSION_UNKNOWN.code]: 40402,
  [SchemaErrors.SCHEMA_UNKNOWN.code]: 40403,
  [SchemaErrors.LEVEL_UNSET.code]: 40408,
  [SchemaErrors.BODY_INVALID.code]: 400,
  [SchemaErrors.SCHEMA_INVALID.code]: 42201,
  [SchemaErrors.VERSION_INVALID.code]: 42202,
  [SchemaErrors.LEVEL_INVALID.code]: 42203,
  [SchemaErrors.MODE_INVALID.code]: 42204,
  [SchemaErrors.NOT_PERMITTED.code]: 42205,
  [SchemaErrors.INCOMPATIBLE.code]: 409,
};

/** The code of an error for clients; 50001 (the store failed) for what is none of theirs. */
export const errorCodeOf = (code: string, status: number): number => CODES[code] ?? (status < 500 ? status : 50001);
