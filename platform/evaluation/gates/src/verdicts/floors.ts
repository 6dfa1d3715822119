import type { GateVerdict, Measure } from '@mesh/models';
import type { Gates } from '@mesh/product';
import type { HeldOutEvidence } from '../evidence.js';
import { failed, passed, shown } from './verdict.js';

interface Floor {
  readonly gate: 'rocAuc' | 'brier' | 'calibration';
  readonly name: string;
  readonly bound: number;
  readonly side: 'min' | 'max';
  readonly measured: Pick<Measure, 'value'> | Measure | undefined;
}

/** Whether the version reaches each declared floor on held-out rows. */
export function floorVerdicts(gates: Gates, heldOut: HeldOutEvidence | undefined): readonly GateVerdict[] {
  const floors: Floor[] = [];
  const calibration = heldOut?.calibrationError;
  if (gates.rocAuc)
    floors.push({ gate: 'rocAuc', name: 'ROC AUC', bound: gates.rocAuc.min, side: 'min', measured: heldOut?.rocAuc });
  if (gates.brier)
    floors.push({ gate: 'brier', name: 'Brier score', bound: gates.brier.max, side: 'max', measured: heldOut?.brier });
  if (gates.calibration)
    floors.push({
      gate: 'calibration',
      name: 'Calibration error',
      bound: gates.calibration.max,
      side: 'max',
      measured: calibration === undefined ? undefined : { value: calibration },
    });
  return floors.map((floor) => verdictOf(floor, heldOut?.rows ?? 0));
}

function verdictOf({ gate, name, bound, side, measured }: Floor, rows: number): GateVerdict {
  const asked = { [side]: bound, rows };
  if (measured === undefined)
    return failed(gate, `${name} cannot be measured on ${rows} held-out rows: both outcomes are needed.`, asked);
  const figures = {
    value: measured.value,
    ...('low' in measured && { low: measured.low, high: measured.high }),
    ...asked,
  };
  const range = 'low' in measured ? ` (${shown(measured.low)} to ${shown(measured.high)})` : '';
  const said = `${name} ${shown(measured.value)}${range} on ${rows} held-out rows`;
  // Asked for what must hold, so that a measure which is no number holds nothing.
  const holds = side === 'min' ? measured.value >= bound : measured.value <= bound;
  if (holds) return passed(gate, `${said} reaches ${bound}.`, figures);
  return failed(gate, `${said} is ${side === 'min' ? 'below' : 'above'} ${bound}.`, figures);
}
