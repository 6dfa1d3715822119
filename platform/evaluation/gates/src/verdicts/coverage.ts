import type { GateVerdict } from '@mesh/models';
import type { CoverageGate } from '@mesh/product';
import type { GateEvidence } from '../evidence.js';
import { failed, passed } from './verdict.js';

const GATE = 'coverage';
const DEFAULT_LEAST_ROWS = 200;

/** Whether the inputs that arrive lie within what was learnt from; a feature with few measured values is not judged. */
export function coverageVerdict(
  { maxUncovered, leastRows = DEFAULT_LEAST_ROWS }: CoverageGate,
  coverage: GateEvidence['coverage'],
): GateVerdict {
  const rows = coverage?.rows ?? 0;
  const asked = { rows, leastRows, maxUncovered };
  if (rows < leastRows) return passed(GATE, `${rows} inputs have arrived lately, too few to tell.`, asked);
  const judged = (coverage?.features ?? []).filter(({ measured }) => measured >= leastRows);
  const shares = judged.map(({ feature, measured, uncovered }) => ({ feature, share: uncovered / measured }));
  const beyond = shares.filter(({ share }) => share > maxUncovered);
  const figures = {
    ...Object.fromEntries(
      shares
        .filter(({ share }) => share > 0)
        .slice(0, 40)
        .map(({ feature, share }) => [feature, share]),
    ),
    ...asked,
    judged: judged.length,
  };
  const said = beyond.map(({ feature, share }) => `${feature} (${percent(share)})`).join(', ');
  if (beyond.length > 0)
    return failed(GATE, `More than ${percent(maxUncovered)} of what arrives was never learnt from: ${said}.`, figures);
  return passed(GATE, `Of ${rows} inputs at most ${percent(maxUncovered)} lie outside what was learnt from.`, figures);
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
