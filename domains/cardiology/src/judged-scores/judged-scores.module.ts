import { judgedScores } from '@mesh/judged-scores';
import { DataProductModule } from '@mesh/runtime';
import { JudgedScoresService } from './judged-scores.service.js';

/** The product, whose judgements the platform joins. */
export const judgedScoresModule = DataProductModule.serve(judgedScores, JudgedScoresService, {
  contract: import.meta.resolve('@mesh/judged-scores'),
  recipes: {},
});
