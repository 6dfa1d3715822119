import { createHash } from 'node:crypto';
import type { LearningModel } from '@mesh/training';

/**
 * The consumer group of a learner, and the name of its state. It follows from all that the state depends on: a model that
 * is declared otherwise begins anew, with what is still in the log.
 */
export function learnerGroup({ model, columns, label, topic, learner, forgets }: LearningModel): string {
  const shape = JSON.stringify({ columns, label, topic, learner, forgets });
  return `learning.${model}.${createHash('sha256').update(shape).digest('hex').slice(0, 12)}`;
}
