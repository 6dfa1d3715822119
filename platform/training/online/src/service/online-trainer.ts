import type { LearningModel, OnlineLearning } from '@mesh/training';
import { StreamLearner, type LearnerParts } from './stream-learner.js';

/** Runs the learners of a service. */
export class OnlineTrainer implements OnlineLearning {
  constructor(private readonly parts: LearnerParts) {}

  async serve(models: readonly LearningModel[]): Promise<() => Promise<void>> {
    const learners: StreamLearner[] = [];
    const stop = async (): Promise<void> => {
      await Promise.all(learners.map((learner) => learner.close()));
    };
    try {
      for (const model of models) {
        const learner = new StreamLearner(model, this.parts);
        learners.push(learner);
        await learner.start();
      }
    } catch (error) {
      await stop();
      throw error;
    }
    return stop;
  }
}
