import { outcomeInSignature, type GateVerdict } from '@mesh/models';
import type { GateEvidence } from '../evidence.js';
import { failed, passed } from './verdict.js';

/** The version takes the features of the product in their order, as one matrix, and can be scored with. */
export function signatureVerdict({
  outcome = 'probability',
  features,
  signature,
  unusable,
}: GateEvidence): GateVerdict {
  const figures = { features: features.length, inputs: signature.features.length };
  const missing = features.filter((name) => !signature.features.includes(name));
  const unknown = signature.features.filter((name) => !features.includes(name));
  if (missing.length > 0) return failed('signature', `The version does not take ${missing.join(', ')}.`, figures);
  if (unknown.length > 0)
    return failed('signature', `The version takes ${unknown.join(', ')}, which the product has not.`, figures);
  const swapped = features.find((name, j) => signature.features[j] !== name);
  if (swapped !== undefined)
    return failed('signature', `The version takes ${swapped} in another place than the product.`, figures);
  const foresees = outcomeInSignature(signature);
  if (foresees !== outcome)
    return failed('signature', `The version foresees a ${foresees} and the product a ${outcome}.`, figures);
  if (unusable !== undefined) return failed('signature', `The version cannot be scored with: ${unusable}.`, figures);
  return passed(
    'signature',
    `The version takes the ${features.length} features of the product in their order.`,
    figures,
  );
}
