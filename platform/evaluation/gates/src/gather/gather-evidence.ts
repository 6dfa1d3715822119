import type { CountGates, Gates } from '@mesh/product';
import { outcomeOfSnapshot, type Snapshot } from '@mesh/training';
import type { GateEvidence } from '../evidence.js';
import { signatureVerdict } from '../verdicts/signature.js';
import { matrixOf, type AskedModel } from './asked-model.js';
import { compareWithChampion } from './compare-with-champion.js';
import { heldOutEvidence, heldOutRows } from './held-out-rows.js';
import { inputCoverage, type ArrivedRow } from './input-coverage.js';
import { askGoldenCases, askSparseRows, timeOneRow } from './trials.js';

/** What is known of a version before it is judged. */
export interface GateMatter {
  readonly gates: Gates | CountGates;
  /** The product's features, in the order of its shape. */
  readonly features: readonly string[];
  readonly snapshot: Snapshot;
  readonly model: AskedModel & { readonly bytes: number };
  readonly champion?: AskedModel & { readonly version: string };
  /** Inputs as they arrived lately; asked for where coverage is a gate. */
  readonly arrived?: () => Promise<readonly ArrivedRow[]>;
}

/** Asks the version, and the champion beside it, all that the declared gates want to know; believes nothing that a recipe says. */
export async function gatherEvidence(matter: GateMatter, signal?: AbortSignal): Promise<GateEvidence> {
  const { gates, features, snapshot, model, champion } = matter;
  const outcome = outcomeOfSnapshot(snapshot);
  const known: GateEvidence = { outcome, features, signature: model.signature, bytes: model.bytes };
  if (!signatureVerdict(known).passed) return known;
  const heldOut = heldOutRows(snapshot, gates.everySubgroup?.of);
  const answers = await model.score(matrixOf(snapshot, model.signature.features, heldOut.picked));
  const isCompared = gates.notWorseThanChampion !== undefined || gates.everySubgroup?.behindChampion !== undefined;
  return {
    ...known,
    heldOut: heldOutEvidence(heldOut, answers),
    missingCells: await askSparseRows(model, snapshot),
    ...(champion &&
      isCompared && {
        champion: await compareWithChampion(champion, { snapshot, heldOut, answers }, signal),
      }),
    ...(gates.goldenCases && { goldenCases: await askGoldenCases(model, gates.goldenCases) }),
    ...(gates.latency && { latency: await timeOneRow(model, snapshot) }),
    ...(gates.coverage && matter.arrived && { coverage: inputCoverage(snapshot, await matter.arrived()) }),
  };
}
