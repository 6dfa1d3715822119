import { readFileSync } from 'node:fs';
import { Ajv2019, type ValidateFunction } from 'ajv/dist/2019.js';
import addFormats from 'ajv-formats';
import type { Finding } from './finding.js';

/** The standards whose schema is kept here, byte for byte as it was published. */
const FILES = {
  odcs: 'odcs-json-schema-v3.1.0.json',
  odps: 'odps-bitol-json-schema-v1.0.0.json',
} as const;

/** A standard with a published schema. */
export type Standard = keyof typeof FILES;

const compiled = new Map<Standard, ValidateFunction>();

/** What the published schema of a standard says of a document, each place of it; empty when it is valid. */
export function schemaFindings(standard: Standard, document: unknown): readonly Finding[] {
  const validate = compiled.get(standard) ?? compile(standard);
  if (validate(document)) return [];
  return (validate.errors ?? []).map(({ instancePath, keyword, message = 'is not valid', params }) => ({
    pointer: instancePath,
    rule: keyword,
    message: `${message}${nameIn(params)}`,
  }));
}

function compile(standard: Standard): ValidateFunction {
  const file = new URL(`../../schemas/${FILES[standard]}`, import.meta.url);
  // The schema of ODCS requires members in branches that do not define them, which strictRequired refuses.
  const ajv = new Ajv2019({ strict: true, strictRequired: false, allErrors: true });
  addFormats.default(ajv);
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
  compiled.set(standard, validate);
  return validate;
}

/** The name of a member that must not be there; never a value. */
function nameIn(params: Readonly<Record<string, unknown>>): string {
  const name = params['additionalProperty'] ?? params['unevaluatedProperty'];
  return typeof name === 'string' ? `: ${name}` : '';
}
