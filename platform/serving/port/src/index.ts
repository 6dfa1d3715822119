export type { Score, Scorer } from './scorer.js';
