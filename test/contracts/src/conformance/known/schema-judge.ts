import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

const ANNOTATIONS = ['x-unit', 'x-codes', 'x-categories', 'x-phi', 'x-term'];

/** Judges values by the schemas of one document, each named by the JSON Pointer (RFC 6901) of its place. */
export class SchemaJudge {
  private readonly ajv = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true });
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor(document: object) {
    const { id: _notOfSchemas, ...members } = document as Readonly<Record<string, unknown>>;
    // What stands around the schemas is no keyword, and no mistake either.
    this.ajv.addVocabulary([...ANNOTATIONS, ...Object.keys(members)]);
    (formats as unknown as (ajv: Ajv2020) => void)(this.ajv);
    this.ajv.addFormat('binary', true);
    this.ajv.addSchema(members, 'document');
  }

  /** What is wrong with a value, in words that quote nothing of it; nothing when it keeps the schema. */
  findings(pointer: string, value: unknown): readonly string[] {
    const validate = this.of(pointer);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath || 'the value'} ${message}`);
  }

  private of(pointer: string): ValidateFunction {
    const known = this.compiled.get(pointer);
    if (known !== undefined) return known;
    const validate = this.ajv.compile({ $ref: `document#${encodeURI(pointer)}` });
    this.compiled.set(pointer, validate);
    return validate;
  }
}
