import { Inject, Injectable } from '@nestjs/common';
import {
  CardiologyErrors,
  heartDiseaseRisk,
  type HeartCase,
  type HeartOutcome,
  type HeartReading,
  type OutcomeReceipt,
  type ScoredReading,
} from '@mesh/heart-disease-risk';
import type { Asked, Live, Prediction, Serves } from '@mesh/product';
import { InjectLive } from '@mesh/runtime';
import { ReferenceCases } from './reference-cases.port.js';
import { bandOf } from './rules/band-of.js';
import { foresees } from './rules/foresees.js';

/** Scores readings, keeps each score before it answers, and tells when a risk is high. */
@Injectable()
export class HeartDiseaseRiskService implements Serves<typeof heartDiseaseRisk> {
  constructor(
    @InjectLive(heartDiseaseRisk) private readonly live: Live<typeof heartDiseaseRisk>,
    @Inject(ReferenceCases) private readonly cases: ReferenceCases,
  ) {}

  async scores(reading: HeartReading, asked: Asked): Promise<ScoredReading> {
    if (!this.live.models.risk.ready) throw CardiologyErrors.MODEL_NOT_READY();
    const { probability, accuracy, model } = await this.live.models.risk.predict(reading);
    const scoredAt = new Date().toISOString();
    const verdict = { prediction: foresees(probability), probability, risk: bandOf(probability) };
    const scoreId = asked.requestId;
    await Promise.all([
      this.live.emit.scored({ ...reading, ...verdict, scoreId, scoredAt, ...provenance(model, asked) }, asked),
      ...(verdict.risk === 'high'
        ? [
            this.live.emit.alerted(
              { alertId: scoreId, scoreId, patientId: reading.patientId, risk: 'high', raisedAt: scoredAt },
              asked,
            ),
          ]
        : []),
    ]);
    return { ...reading, ...verdict, accuracy, model, scoreId, scoredAt };
  }

  async outcomes(outcome: HeartOutcome, asked: Asked): Promise<OutcomeReceipt> {
    if (!outcome.scoreId && !outcome.patientId)
      throw CardiologyErrors.OUTCOME_SUBJECT_MISSING({ errors: SUBJECT_MISSING });
    const receipt = { outcomeId: asked.requestId, reportedAt: new Date().toISOString() };
    await this.live.emit.observed({ ...outcome, ...receipt, reportedBy: asked.caller.id }, asked);
    return receipt;
  }

  cohort(from: number): AsyncIterable<HeartCase> {
    return this.cases.from(from);
  }
}

const SUBJECT_MISSING = ['/scoreId', '/patientId'].map((pointer) => ({
  pointer,
  rule: 'oneOf',
  message: 'one of the two is needed',
}));

function provenance(model: Prediction['model'], { caller, traceId }: Asked) {
  return {
    modelName: model.name,
    modelVersion: model.version,
    contractVersion: heartDiseaseRisk.version,
    askedBy: caller.id,
    purpose: caller.purpose ?? null,
    traceId,
  };
}
