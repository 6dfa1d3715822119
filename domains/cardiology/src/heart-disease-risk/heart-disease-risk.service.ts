import { Inject, Injectable } from '@nestjs/common';
import {
  CardiologyErrors,
  heartDiseaseRisk,
  type HeartCase,
  type HeartOutcome,
  type HeartReading,
  type HeartScored,
  type OutcomeReceipt,
  type ScoredReading,
} from '@mesh/heart-disease-risk';
import type { Asked, Live, Serves } from '@mesh/product';
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
    const [scoreId, scoredAt] = [asked.requestId, new Date().toISOString()];
    const [prediction, risk] = [foresees(probability), bandOf(probability)];
    // Object.assign, because a spread followed by more fields takes V8 longer than everything else in a score.
    const scored: HeartScored = Object.assign({}, reading, {
      scoreId,
      prediction,
      probability,
      risk,
      modelName: model.name,
      modelVersion: model.version,
      contractVersion: heartDiseaseRisk.version,
      scoredAt,
      askedBy: asked.caller.id,
      purpose: asked.caller.purpose ?? null,
      traceId: asked.traceId,
    });
    const kept = [this.live.emit.scored(scored, asked)];
    if (risk === 'high') {
      const { patientId } = reading;
      kept.push(this.live.emit.alerted({ alertId: scoreId, scoreId, patientId, risk, raisedAt: scoredAt }, asked));
    }
    await Promise.all(kept);
    return Object.assign({}, reading, { prediction, probability, risk, accuracy, model, scoreId, scoredAt });
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
