import type { GateVerdict } from '@mesh/models';
import type { CountGates, Gates } from '@mesh/product';
import type { GateEvidence } from './evidence.js';
import { championVerdict } from './verdicts/champion.js';
import { coverageVerdict } from './verdicts/coverage.js';
import { latencyVerdict, missingCellsVerdict, sizeVerdict } from './verdicts/fitness.js';
import { floorVerdicts } from './verdicts/floors.js';
import { goldenCasesVerdict } from './verdicts/golden-cases.js';
import { signatureVerdict } from './verdicts/signature.js';
import { subgroupVerdict } from './verdicts/subgroups.js';

/**
 * What each gate says of a version: of the signature and of missing cells always, of the others where they are declared. A
 * version whose signature does not fit is not judged further, for it cannot be asked.
 */
export function judge(gates: Gates | CountGates, evidence: GateEvidence): readonly GateVerdict[] {
  const signature = signatureVerdict(evidence);
  if (!signature.passed) return [signature];
  const { heldOut, champion } = evidence;
  const { everySubgroup, goldenCases, notWorseThanChampion, latency, size, coverage } = gates;
  return [
    signature,
    missingCellsVerdict(evidence),
    ...floorVerdicts(gates, heldOut),
    ...(everySubgroup ? [subgroupVerdict(everySubgroup, heldOut, champion)] : []),
    ...(goldenCases ? [goldenCasesVerdict(goldenCases, evidence.goldenCases)] : []),
    ...(notWorseThanChampion ? [championVerdict(notWorseThanChampion, champion)] : []),
    ...(latency ? [latencyVerdict(latency, evidence.latency)] : []),
    ...(size ? [sizeVerdict(size, evidence.bytes)] : []),
    ...(coverage ? [coverageVerdict(coverage, evidence.coverage)] : []),
  ];
}
