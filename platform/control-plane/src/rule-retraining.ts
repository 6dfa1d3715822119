import type { Database } from '@mesh/database';
import type { Retraining } from '@mesh/evaluation-service';
import type { TrainingService } from '@mesh/training-service';

/** Who asks where no person does. */
const EVALUATION = 'urn:mesh:platform:evaluation';

/** Trainings that a rule of the evaluation asks for; the version takes over if its gates let it. */
export class RuleRetraining implements Retraining {
  constructor(private readonly trainings: TrainingService) {}

  async request(
    transaction: Database,
    { model, reason }: { readonly model: string; readonly reason: string },
  ): Promise<string | undefined> {
    if (await this.trainings.stands(transaction, model)) return undefined;
    const run = await this.trainings.requestWithin(transaction, { model, reason, promoteIfBetter: true }, EVALUATION);
    return run.runId;
  }

  begin(): Promise<void> {
    return this.trainings.giveTurns();
  }
}
