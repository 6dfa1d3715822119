import { IsIn, IsNumber, IsOptional, IsString } from 'class-validator';
import { dataProduct, dataset, event, IsInstant, model, Phi, rest } from '@mesh/product';

export class Reading {
  @Phi()
  @IsString()
  patientId!: string;

  @IsNumber()
  pressure!: number;

  @IsOptional()
  @IsNumber()
  pulse?: number | null;
}

class Features {
  @IsNumber()
  pressure!: number;

  @IsOptional()
  @IsNumber()
  pulse?: number | null;
}

export class Scored extends Reading {
  @IsString()
  scoreId!: string;

  @IsNumber()
  probability!: number;

  @IsString()
  modelVersion!: string;

  @IsInstant()
  scoredAt!: string;
}

/** A score as its caller sees it: the accuracy of the version with it. */
export class AnsweredScore extends Scored {
  @IsNumber()
  accuracy!: number;

  @IsNumber()
  accuracyOfCases!: number;
}

export class Outcome {
  @IsString()
  scoreId!: string;

  @IsIn([0, 1])
  outcome!: number;

  /** What was measured then: the case teaches. */
  @IsNumber()
  pressure!: number;

  @IsNumber()
  pulse!: number;
}

export class Observed extends Outcome {
  @IsString()
  outcomeId!: string;

  @IsInstant()
  observedAt!: string;
}

/** Risk of stroke, whose cases are its own outcomes: what came true is what the next version learns. */
export const strokeRisk = dataProduct('neurology.stroke-risk', {
  version: '1.0.0',
  title: 'Stroke risk',
  owner: { team: 'neurology', contact: 'neurology@cloudmedical.example' },
  purpose: 'Warn early.',
  sensitivity: 'phi',
  models: {
    risk: model('stroke-risk', {
      features: Features,
      learnsFrom: { dataset: 'cases', rows: Observed, label: 'outcome' },
      card: 'stroke-risk.card.md',
      gates: { rocAuc: { min: 0.75 } },
      watch: {
        scored: { port: 'scored', probability: 'probability', version: 'modelVersion' },
        observed: { port: 'observed', outcome: 'outcome', at: 'observedAt', score: 'scoreId' },
        threshold: 0.5,
        window: { judged: 400, least: 200 },
        drift: { scores: 400, least: 200 },
        rules: {
          accuracy: { measure: 'rocAuc', triggers: 0.7, clears: 0.8, action: 'alert' },
          recovery: { measure: 'rocAuc', triggers: 0.7, clears: 0.8, again: '20s', action: 'retrain' },
          inputs: { measure: 'driftedInputs', triggers: 1, clears: 0, action: 'alert' },
          unmeasured: { measure: 'missingRate', triggers: 0.5, clears: 0.2, action: 'stop' },
        },
      },
    }),
  },
  ports: {
    scores: rest.post('/scores', { summary: 'Gives the risk of a reading', body: Reading, returns: AnsweredScore }),
    outcomes: rest.post('/outcomes', { summary: 'Takes what came true', body: Outcome, returns: Observed }),
    scored: event('scored', {
      ...{ summary: 'A reading was scored', message: Scored, id: 'scoreId', key: 'patientId', at: 'scoredAt' },
    }),
    observed: event('observed', {
      ...{ summary: 'It came true', message: Observed, id: 'outcomeId', key: 'outcomeId', at: 'observedAt' },
    }),
    cases: dataset('cases', {
      ...{ summary: 'Every outcome', row: Observed, key: 'outcomeId', partitionBy: 'observedAt', refresh: '5m' },
      lands: 'observed',
    }),
  },
  grants: [
    {
      role: 'domain:neurology',
      ports: ['scores', 'outcomes', 'scored', 'observed', 'cases'],
      purposes: ['TREAT', 'HOPERAT'],
      reveals: ['phi'],
    },
  ],
  promises: { availability: 0.99, freshness: '5m', retention: '1y' },
});
