export type { ChampionEvidence, FeatureCoverage, GateEvidence, HeldOutEvidence } from './evidence.js';
export type { AskedModel } from './gather/asked-model.js';
export { gatherEvidence, type GateMatter } from './gather/gather-evidence.js';
export { heldOutRows, type HeldOutRows } from './gather/held-out-rows.js';
export type { ArrivedRow } from './gather/input-coverage.js';
export { declaredGates, type GateSurroundings } from './declared-gates.js';
export { GateErrors } from './gate-errors.js';
export { judge } from './judge.js';
export { judgeVersion, type JudgedMatter, type JudgeParts, type OpenedAsked } from './judge-version.js';
