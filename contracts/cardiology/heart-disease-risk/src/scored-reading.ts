import { IsIn, IsInt, IsNumber, IsObject, IsString, Max, Min, ValidateNested } from 'class-validator';
import { discrimination, model, modelVersion, prediction, probabilityOfDisease, riskBand, score } from '@mesh/glossary';
import { Example, IsInstant, Meaning, Means } from '@mesh/product';
import { HeartReading } from './heart-reading.js';

/** The bands in which a risk is spoken of. */
export const RISK_BANDS = ['low', 'moderate', 'high'] as const;
export type RiskBand = (typeof RISK_BANDS)[number];

/** How well the answering model version is known to do. */
export class ReportedAccuracy {
  @IsIn(['roc_auc'])
  metric!: 'roc_auc';

  @Means(discrimination)
  @Example(0.91)
  @IsNumber()
  @Min(0)
  @Max(1)
  value!: number;

  @Meaning('Lower bound of the 95 % interval')
  @Example(0.87)
  @IsNumber()
  low!: number;

  @Meaning('Upper bound of the 95 % interval')
  @Example(0.94)
  @IsNumber()
  high!: number;

  @Meaning('Cases it rests on')
  @Example(303)
  @IsInt()
  n!: number;

  @IsIn(['held-out'])
  basis!: 'held-out';
}

/** The model version that answered. */
export class AnsweringModel {
  @Means(model)
  @Example('heart-disease-risk')
  @IsString()
  name!: string;

  @Means(modelVersion)
  @Example('3')
  @IsString()
  version!: string;
}

/** The reading as it was sent, augmented with the risk and how far to trust it. */
export class ScoredReading extends HeartReading {
  @Means(prediction)
  @Meaning('Heart disease foreseen', { '0': 'no', '1': 'yes' })
  @Example(1, 0, 0)
  @IsIn([0, 1])
  prediction!: number;

  @Means(probabilityOfDisease)
  @Meaning('Probability of heart disease')
  @Example(0.87, 0.08, 0.41)
  @IsNumber()
  @Min(0)
  @Max(1)
  probability!: number;

  @Means(riskBand)
  @Meaning('Band of the probability')
  @Example('high', 'low', 'moderate')
  @IsIn(RISK_BANDS)
  risk!: RiskBand;

  @IsObject()
  @ValidateNested()
  accuracy!: ReportedAccuracy;

  @IsObject()
  @ValidateNested()
  model!: AnsweringModel;

  @Means(score)
  @Meaning('Names this score; its whole trace can be read with it')
  @Example(
    '0195520c-91e2-7000-8000-000000000001',
    '0195572b-c3a4-7000-8000-000000000002',
    '01955c49-0b40-7000-8000-000000000003',
  )
  @IsString()
  scoreId!: string;

  @Example('2026-03-01T08:00:00.250Z', '2026-03-02T07:45:00.180Z', '2026-03-03T18:30:00.210Z')
  @IsInstant()
  scoredAt!: string;
}
