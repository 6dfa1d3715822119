import { yieldToScoring } from './yield-to-scoring.js';

yieldToScoring('shortly');
await import('./snapshot-work.js');
