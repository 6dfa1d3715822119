import { Ajv, type ErrorObject } from 'ajv';
import onnxProto from 'onnx-proto';

import type { Measure, NewModelVersion } from '@mesh/models';
import type { FieldError } from '@mesh/product';

import { ModelsErrors } from './models.errors.js';
import { VERSION_SCHEMA } from './version-schema.js';

const MAX_ERRORS = 50;
const matches = new Ajv({ allErrors: true, allowUnionTypes: true }).compile<NewModelVersion>(VERSION_SCHEMA);

const fieldError = ({ instancePath, keyword, params, message }: ErrorObject): FieldError => ({
  pointer: keyword === 'required' ? `${instancePath}/${String(params['missingProperty'])}` : instancePath,
  rule: keyword,
  message: message ?? 'is not valid',
});

const intervalErrors = (pointer: string, { value, low, high }: Measure): FieldError[] =>
  low <= value && value <= high ? [] : [{ pointer, rule: 'interval', message: 'lies within its own interval' }];

/** Shape first, then what the numbers mean together; throws MODELS.VERSION_INVALID naming each bad field. */
export function checkedVersion(document: unknown): NewModelVersion {
  if (!matches(document))
    throw ModelsErrors.VERSION_INVALID({ errors: (matches.errors ?? []).slice(0, MAX_ERRORS).map(fieldError) });
  const { metrics, snapshot } = document;
  const errors = [
    ...intervalErrors('/metrics/rocAuc', metrics.rocAuc),
    ...intervalErrors('/metrics/brier', metrics.brier),
    ...metrics.subgroups.flatMap(({ rocAuc, n, positives }, at) => [
      ...(rocAuc === undefined ? [] : intervalErrors(`/metrics/subgroups/${at}/rocAuc`, rocAuc)),
      ...(positives <= n
        ? []
        : [{ pointer: `/metrics/subgroups/${at}/positives`, rule: 'range', message: 'is at most n' }]),
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
