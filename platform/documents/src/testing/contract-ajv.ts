import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/**
 * A strict validator of JSON Schema 2020-12 that knows the annotations of the mesh and nothing else. Schemas within a
 * `document` are reached as `document#/…`.
 */
export function contractAjv(document?: object): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true });
  ajv.addVocabulary(['x-unit', 'x-codes', 'x-categories', 'x-phi', 'x-term']);
  (formats as unknown as (ajv: Ajv2020) => void)(ajv);
  ajv.addFormat('binary', true);
  if (document !== undefined) {
    // The members of the document around them are no keywords, but they are no mistakes either.
    const { id: _notOfSchemas, ...members } = document as { readonly id?: string };
    ajv.addVocabulary(Object.keys(members));
    ajv.addSchema(members, 'document');
  }
  return ajv;
}
