import type { CountGates, FieldError, Gates } from '@mesh/product';
import { GateErrors } from './gate-errors.js';

/** What the gates of a model may name. */
export interface GateSurroundings {
  readonly features: readonly string[];
  /** The dataset ports of the product. */
  readonly datasets: readonly string[];
}

/** The gates, when all that they name exists: a gate that looks nowhere would let everything through. Throws GATES.DECLARATION_INVALID. */
export function declaredGates<Asked extends Gates | CountGates>(
  gates: Asked,
  { features, datasets }: GateSurroundings,
): Asked {
  const wrong = (pointer: string, message: string): FieldError => ({ pointer, rule: 'known', message });
  const errors = [
    ...Object.entries(gates.everySubgroup?.of ?? {})
      .filter(([, { field }]) => !features.includes(field))
      .map(([attribute, { field }]) => wrong(`/everySubgroup/of/${attribute}`, `${field} is no feature of the model`)),
    ...(gates.goldenCases ?? []).flatMap(({ input }, at) =>
      Object.keys(input)
        .filter((name) => !features.includes(name))
        .map((name) => wrong(`/goldenCases/${at}/input/${name}`, `${name} is no feature of the model`)),
    ),
    ...(gates.coverage === undefined || datasets.includes(gates.coverage.inputs)
      ? []
      : [wrong('/coverage/inputs', `${gates.coverage.inputs} is no dataset port of the product`)]),
  ];
  if (errors.length > 0) throw GateErrors.DECLARATION_INVALID({ errors });
  return gates;
}
