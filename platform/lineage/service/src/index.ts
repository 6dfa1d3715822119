export { LineageErrors } from './lineage.errors.js';
export { LineageModule } from './lineage.module.js';
export type { LineageOptions } from './lineage-options.js';
export { ScoreFinder, type FoundScore, type ScoreRecord } from './score-finder.js';
export type { ScoreTrace } from './score-trace.js';
