import type { GateVerdict, Measure } from '@mesh/models';
import type { CountGates, Gates } from '@mesh/product';
import type { HeldOutEvidence } from '../evidence.js';
import { failed, passed, shown } from './verdict.js';

type Bound = { readonly min: number } | { readonly max: number };

interface Floor {
  readonly gate: 'rocAuc' | 'brier' | 'calibration' | 'devianceExplained' | 'meanAbsoluteError';
  readonly name: string;
  readonly asked: Bound | undefined;
  readonly measured: Pick<Measure, 'value'> | Measure | undefined;
}

/**
 * Whether the version reaches each declared floor on held-out rows. All that is declared is judged: a floor on what these
 * rows do not measure is not reached.
 */
export function floorVerdicts(gates: Gates | CountGates, heldOut: HeldOutEvidence | undefined): readonly GateVerdict[] {
  const { rocAuc, brier, calibration } = gates as Gates;
  const { devianceExplained, meanAbsoluteError } = gates as CountGates;
  const [chances, counts] = heldOut?.outcome === 'count' ? [undefined, heldOut] : [heldOut, undefined];
  const error = chances?.calibrationError;
  const floors: readonly Floor[] = [
    { gate: 'rocAuc', name: 'ROC AUC', asked: rocAuc, measured: chances?.rocAuc },
    { gate: 'brier', name: 'Brier score', asked: brier, measured: chances?.brier },
    {
      gate: 'calibration',
      name: 'Calibration error',
      asked: calibration,
      measured: error === undefined ? undefined : { value: error },
    },
    {
      gate: 'devianceExplained',
      name: 'Deviance explained',
      asked: devianceExplained,
      measured: counts?.devianceExplained,
    },
    {
      gate: 'meanAbsoluteError',
      name: 'Mean absolute error',
      asked: meanAbsoluteError,
      measured: counts?.meanAbsoluteError,
    },
  ];
  return floors.flatMap(({ asked, ...floor }) =>
    asked === undefined ? [] : [verdictOf({ ...floor, asked }, heldOut)],
  );
}

function verdictOf(
  { gate, name, asked, measured }: Floor & { readonly asked: Bound },
  heldOut: HeldOutEvidence | undefined,
): GateVerdict {
  const rows = heldOut?.rows ?? 0;
  const wanted = { ...asked, rows };
  const bound = 'min' in asked ? asked.min : asked.max;
  if (measured === undefined) {
    const needed = heldOut?.outcome === 'count' ? 'counts that differ' : 'both outcomes';
    return failed(gate, `${name} cannot be measured on ${rows} held-out rows: ${needed} are needed.`, wanted);
  }
  const figures = {
    value: measured.value,
    ...('low' in measured && { low: measured.low, high: measured.high }),
    ...wanted,
  };
  const range = 'low' in measured ? ` (${shown(measured.low)} to ${shown(measured.high)})` : '';
  const said = `${name} ${shown(measured.value)}${range} on ${rows} held-out rows`;
  // Asked for what must hold, so that a measure which is no number holds nothing.
  const holds = 'min' in asked ? measured.value >= bound : measured.value <= bound;
  if (holds) return passed(gate, `${said} reaches ${bound}.`, figures);
  return failed(gate, `${said} is ${'min' in asked ? 'below' : 'above'} ${bound}.`, figures);
}
