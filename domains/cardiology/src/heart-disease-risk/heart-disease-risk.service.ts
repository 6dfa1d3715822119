import { Inject, Injectable } from '@nestjs/common';
import {
  CardiologyErrors,
  heartDiseaseRisk,
  HeartFeatures,
  type HeartAlerted,
  type HeartCase,
  type HeartExplanation,
  type HeartMeasured,
  type HeartOutcome,
  type HeartReading,
  type HeartScoreExplanation,
  type HeartScoreReference,
  type HeartScored,
  type OutcomeReceipt,
  type ScoredReading,
} from '@mesh/heart-disease-risk';
import { fieldOrder, type Asked, type Live, type Prediction, type Serves } from '@mesh/product';
import { InjectLive } from '@mesh/runtime';
import { ReferenceCases } from './reference-cases.port.js';
import { bandOf } from './rules/band-of.js';
import { copyOfReading } from './rules/copy-of-reading.js';
import { foresees } from './rules/foresees.js';
import { mayAskAbout } from './rules/may-ask-about.js';

/** Scores readings, keeps each score before it answers, and tells when a risk is high. */
@Injectable()
export class HeartDiseaseRiskService implements Serves<typeof heartDiseaseRisk> {
  constructor(
    @InjectLive(heartDiseaseRisk) private readonly live: Live<typeof heartDiseaseRisk>,
    @Inject(ReferenceCases) private readonly cases: ReferenceCases,
  ) {}

  async scores(reading: HeartReading, asked: Asked): Promise<ScoredReading> {
    if (!this.live.models.risk.ready) throw CardiologyErrors.MODEL_NOT_READY();
    const prediction = await this.live.models.risk.predict(reading);
    const { scored, alerted } = follows(reading, prediction, asked);
    const kept = this.live.emit.scored(scored, asked);
    await (alerted === undefined ? kept : Promise.all([kept, this.live.emit.alerted(alerted, asked)]));
    const { accuracy, model } = prediction;
    const { prediction: foreseen, probability, risk, scoreId, scoredAt } = scored;
    const told = { prediction: foreseen, probability, risk, accuracy, model, scoreId, scoredAt };
    return Object.assign(copyOfReading(reading), told);
  }

  async explanations(reading: HeartReading): Promise<HeartExplanation> {
    if (!this.live.models.risk.ready) throw CardiologyErrors.MODEL_NOT_READY();
    const explanation = await this.live.models.risk.explain(reading);
    if (explanation === undefined) throw CardiologyErrors.EXPLANATION_NOT_READY();
    return explanation;
  }

  async scoreExplanations({ scoreId }: HeartScoreReference, asked: Asked): Promise<HeartScoreExplanation> {
    const scored = await this.live.find.scored(scoreId).catch((cause: unknown) => {
      throw CardiologyErrors.EXPLANATION_NOT_READY({}, { cause });
    });
    if (scored === undefined || !mayAskAbout(scored, asked)) throw CardiologyErrors.SCORE_UNKNOWN();
    const explanation = await this.live.models.risk.explain(scored, { version: scored.modelVersion });
    if (explanation === undefined) throw CardiologyErrors.EXPLANATION_NOT_READY();
    const { scoredAt, probability } = scored;
    return { ...explanation, scoreId, scoredAt, probability, features: featuresOf(scored) };
  }

  scoring(measured: HeartMeasured, prediction: Prediction, asked: Asked) {
    return follows(measured, prediction, asked);
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

/** What follows from a reading and what the model foresees, however the reading came. */
function follows(
  reading: HeartReading,
  { probability, model }: Prediction,
  { requestId, caller, traceId }: Asked,
): { readonly scored: HeartScored; readonly alerted: HeartAlerted | undefined } {
  const risk = bandOf(probability);
  const [scoreId, scoredAt] = [requestId, new Date().toISOString()];
  const scored: HeartScored = Object.assign(copyOfReading(reading), {
    scoreId,
    prediction: foresees(probability),
    probability,
    risk,
    modelName: model.name,
    modelVersion: model.version,
    contractVersion: heartDiseaseRisk.version,
    scoredAt,
    askedBy: caller.id,
    purpose: caller.purpose ?? null,
    traceId,
  });
  const { patientId } = reading;
  const alerted = risk === 'high' ? { alertId: scoreId, scoreId, patientId, risk, raisedAt: scoredAt } : undefined;
  return { scored, alerted };
}

/** What the model saw of a reading. */
const featuresOf = (reading: HeartFeatures): HeartFeatures =>
  Object.fromEntries(
    fieldOrder(HeartFeatures).map((name) => [name, reading[name as keyof HeartFeatures] ?? null]),
  ) as unknown as HeartFeatures;

const SUBJECT_MISSING = ['/scoreId', '/patientId'].map((pointer) => ({
  pointer,
  rule: 'oneOf',
  message: 'one of the two is needed',
}));
