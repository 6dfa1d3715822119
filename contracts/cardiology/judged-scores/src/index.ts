export { JudgedScore } from './judged-score.js';
export { judgedScores } from './judged-scores.product.js';
