import type { GateVerdict } from '@mesh/models';
import type { GateEvidence } from '../evidence.js';
import { failed, passed } from './verdict.js';

/** Whether nineteen of twenty single rows are answered fast enough. */
export function latencyVerdict({ maxMs }: { readonly maxMs: number }, latency: GateEvidence['latency']): GateVerdict {
  const { p95Ms = NaN, runs = 0, rounds = 0 } = latency ?? {};
  const said = `One row takes ${p95Ms.toFixed(2)} ms at the 95th percentile of ${runs} runs in the quietest of ${rounds} rounds`;
  const figures = { ...(latency ?? {}), maxMs };
  if (p95Ms <= maxMs) return passed('latency', `${said}, within ${maxMs} ms.`, figures);
  return failed('latency', `${said}, more than ${maxMs} ms.`, figures);
}

/** Whether the file is small enough. */
export function sizeVerdict({ maxBytes }: { readonly maxBytes: number }, bytes: number): GateVerdict {
  const figures = { bytes, maxBytes };
  if (bytes <= maxBytes) return passed('size', `The file has ${bytes} bytes, within ${maxBytes}.`, figures);
  return failed('size', `The file has ${bytes} bytes, more than ${maxBytes}.`, figures);
}

/** Whether rows with mostly missing cells are answered, as they will be at a site that measures little. */
export function missingCellsVerdict({ missingCells, outcome = 'probability' }: GateEvidence): GateVerdict {
  const { asked = 0, answered = 0 } = missingCells ?? {};
  const said = `${answered} of ${asked} rows with at most two measured cells are answered with a ${outcome}`;
  const holds = asked > 0 && answered === asked;
  return (holds ? passed : failed)('missingCells', `${said}.`, { asked, answered });
}
