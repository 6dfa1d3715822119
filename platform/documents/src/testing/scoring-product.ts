import { IsIn, IsNumber, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import {
  dataProduct,
  dataset,
  defineErrors,
  event,
  Example,
  IsInstant,
  Meaning,
  model,
  Phi,
  rest,
} from '@mesh/product';

export class Features {
  @Meaning('Age of the person')
  @Example(63, 41, 56)
  @IsNumber()
  @Min(0)
  @Max(120)
  age!: number;
}

export class Vitals extends Features {
  @Phi()
  @Example('synthetic-1', 'synthetic-2', 'synthetic-3')
  @IsString()
  @MinLength(1)
  @MaxLength(64)
  @Matches(/^[!-~]*$/)
  patientId!: string;

  @Example('2026-03-01T08:00:00Z')
  @IsInstant()
  measuredAt!: string;
}

export class Scored extends Vitals {
  @Example('s-1', 's-2', 's-3')
  @IsString()
  scoreId!: string;

  @Example(0.87, 0.08, 0.41)
  @IsNumber()
  probability!: number;
}

export class Case extends Features {
  @Example('c-1', 'c-2')
  @IsString()
  caseId!: string;

  @IsIn([0, 1])
  disease!: number;

  @Example('1988-07-01T00:00:00Z')
  @IsInstant()
  recordedAt!: string;
}

const ScoringErrors = defineErrors('SCORING', {
  NOT_READY: { kind: 'unavailable', title: 'The model is not loaded yet', fix: 'Repeat the call a little later.' },
});

/** A product with a model: calls, events and rows as a scoring product has them. */
export const scoringProduct = dataProduct('cardiology.scoring', {
  version: '1.0.0',
  title: 'Scoring',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Foresee.',
  sensitivity: 'phi',
  models: {
    risk: model('scoring', {
      features: Features,
      learnsFrom: { dataset: 'cases', rows: Case, label: 'disease' },
      card: 'scoring.card.md',
      gates: {},
    }),
  },
  ports: {
    scores: rest.post('/scores', {
      summary: 'Scores',
      body: Vitals,
      returns: Scored,
      raises: [ScoringErrors.NOT_READY],
    }),
    scored: event('scored', {
      summary: 'Somebody was scored',
      message: Scored,
      id: 'scoreId',
      key: 'patientId',
      at: 'measuredAt',
    }),
    history: dataset('history', {
      summary: 'Every score',
      row: Scored,
      key: 'scoreId',
      partitionBy: 'measuredAt',
      lands: 'scored',
      refresh: '5m',
    }),
    cases: dataset('cases', {
      summary: 'Known cases',
      row: Case,
      key: 'caseId',
      partitionBy: 'recordedAt',
      refresh: '1d',
    }),
  },
  grants: [{ role: 'clinic', ports: ['scores'], purposes: ['TREAT'] }],
  promises: { availability: 0.999, latencyP99: '25ms', freshness: '5m', retention: '7y' },
});
