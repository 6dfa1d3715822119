import { Injectable, Module } from '@nestjs/common';
import type { Asked, Live, Serves } from '@mesh/product';
import { DataProductModule, InjectLive } from '@mesh/runtime';
import { strokeRisk, type AnsweredScore, type Observed, type Outcome, type Reading } from './stroke-risk.product.js';

@Injectable()
class StrokeRiskService implements Serves<typeof strokeRisk> {
  constructor(@InjectLive(strokeRisk) private readonly live: Live<typeof strokeRisk>) {}

  async scores(reading: Reading, asked: Asked): Promise<AnsweredScore> {
    const { probability, model, accuracy } = await this.live.models.risk.predict(reading);
    const scored = {
      ...reading,
      ...{ scoreId: asked.requestId, probability, modelVersion: model.version, scoredAt: new Date().toISOString() },
    };
    await this.live.emit.scored(scored, asked);
    return { ...scored, accuracy: accuracy.value, accuracyOfCases: accuracy.n };
  }

  async outcomes(outcome: Outcome, asked: Asked): Promise<Observed> {
    const observed = { ...outcome, outcomeId: asked.requestId, observedAt: new Date().toISOString() };
    await this.live.emit.observed(observed, asked);
    return observed;
  }
}

/** A domain whose model learns from its own outcomes. */
@Module({
  imports: [
    DataProductModule.serve(strokeRisk, StrokeRiskService, {
      recipes: { risk: new URL('./stroke-risk.recipe.js', import.meta.url) },
    }),
  ],
})
export class NeurologyModule {}
