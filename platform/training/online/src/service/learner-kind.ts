import type { LearningModel } from '@mesh/training';
import { driftAware } from '../drift/drift-aware.js';
import { adaptiveLogistic } from '../learners/adaptive-logistic.js';
import { naiveBayes } from '../learners/naive-bayes.js';
import type { LearnerKind } from '../learners/online-learner.js';
import { OnlineErrors } from '../online.errors.js';

const KINDS = { 'logistic-regression': adaptiveLogistic, 'naive-bayes': naiveBayes } as const;

/** The learner that a model declares. Throws ONLINE.LEARNER_UNKNOWN. */
export function learnerKind({ learner, columns, forgets }: LearningModel): LearnerKind {
  if (!(learner in KINDS)) throw OnlineErrors.LEARNER_UNKNOWN({ known: Object.keys(KINDS).join(', ') });
  const kind = KINDS[learner as keyof typeof KINDS]({ columns });
  return forgets ? driftAware(kind) : kind;
}
