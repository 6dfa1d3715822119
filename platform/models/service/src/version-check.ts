import { Ajv, type ErrorObject } from 'ajv';
import onnxProto from 'onnx-proto';

import { outcomeInSignature, outcomeOf, type NewModelVersion } from '@mesh/models';
import type { FieldError } from '@mesh/product';

import { ModelsErrors } from './models.errors.js';
import { metricsErrors } from './metrics-errors.js';
import { VERSION_SCHEMA } from './version-schema.js';

const MAX_ERRORS = 50;
const matches = new Ajv({ allErrors: true, allowUnionTypes: true }).compile<NewModelVersion>(VERSION_SCHEMA);

const fieldError = ({ instancePath, keyword, params, message }: ErrorObject): FieldError => ({
  pointer: keyword === 'required' ? `${instancePath}/${String(params['missingProperty'])}` : instancePath,
  rule: keyword,
  message: message ?? 'is not valid',
});

/** Shape first, then what the numbers mean together; throws MODELS.VERSION_INVALID naming each bad field. */
export function checkedVersion(document: unknown): NewModelVersion {
  if (!matches(document))
    throw ModelsErrors.VERSION_INVALID({
      // That a branch of the schema does not hold says nothing beside what does not hold in it.
      errors: (matches.errors ?? [])
        .filter(({ keyword }) => keyword !== 'if')
        .slice(0, MAX_ERRORS)
        .map(fieldError),
    });
  const { metrics, signature, snapshot } = document;
  const foresees = outcomeOf(document);
  const errors = [
    ...metricsErrors(metrics),
    ...(outcomeInSignature(signature) === foresees && (foresees === 'probability' || signature.outputs.length === 1)
      ? []
      : [
          {
            pointer: '/signature/outputs',
            rule: 'outcome',
            message: `fits metrics of a ${foresees}: where that is a count, one output of the name count and no other`,
          },
        ]),
    ...(snapshot.trainingRows <= snapshot.rows
      ? []
      : [{ pointer: '/snapshot/trainingRows', rule: 'range', message: 'is at most rows' }]),
  ];
  if (errors.length > 0) throw ModelsErrors.VERSION_INVALID({ errors: errors.slice(0, MAX_ERRORS) });
  return document;
}

/** Throws MODELS.NOT_ONNX unless the bytes decode as an ONNX ModelProto whose graph computes something. */
export function checkOnnx(bytes: Uint8Array): void {
  let nodes = 0;
  try {
    const model = onnxProto.onnx.ModelProto.decode(bytes);
    nodes = model.graph?.output?.length === 0 ? 0 : (model.graph?.node?.length ?? 0);
  } catch (cause) {
    throw ModelsErrors.NOT_ONNX({}, { cause });
  }
  if (nodes === 0) throw ModelsErrors.NOT_ONNX();
}
