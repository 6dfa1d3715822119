import { yieldToScoring } from './yield-to-scoring.js';

// Before anything else is loaded: what a recipe is made of takes longer to read than many take to train.
yieldToScoring('shortly');
await import('./recipe-work.js');
