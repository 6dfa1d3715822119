export type { Score, Scorer } from './scorer.js';
export { ServingErrors } from './serving-errors.js';
