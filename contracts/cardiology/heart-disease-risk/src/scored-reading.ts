import { IsIn, IsInt, IsNumber, IsObject, IsString, Max, Min, ValidateNested } from 'class-validator';
import { IsInstant, Meaning } from '@mesh/product';
import { HeartReading } from './heart-reading.js';

/** The bands in which a risk is spoken of. */
export const RISK_BANDS = ['low', 'moderate', 'high'] as const;
export type RiskBand = (typeof RISK_BANDS)[number];

/** How well the answering model version is known to do. */
export class ReportedAccuracy {
  @IsIn(['roc_auc'])
  metric!: 'roc_auc';

  @IsNumber()
  @Min(0)
  @Max(1)
  value!: number;

  @Meaning('Lower bound of the 95 % interval')
  @IsNumber()
  low!: number;

  @Meaning('Upper bound of the 95 % interval')
  @IsNumber()
  high!: number;

  @Meaning('Cases it rests on')
  @IsInt()
  n!: number;

  @IsIn(['held-out'])
  basis!: 'held-out';
}

/** The model version that answered. */
export class AnsweringModel {
  @IsString()
  name!: string;

  @IsString()
  version!: string;
}

/** The reading as it was sent, augmented with the risk and how far to trust it. */
export class ScoredReading extends HeartReading {
  @Meaning('Heart disease foreseen', { '0': 'no', '1': 'yes' })
  @IsIn([0, 1])
  prediction!: number;

  @Meaning('Probability of heart disease')
  @IsNumber()
  @Min(0)
  @Max(1)
  probability!: number;

  @Meaning('Band of the probability')
  @IsIn(RISK_BANDS)
  risk!: RiskBand;

  @IsObject()
  @ValidateNested()
  accuracy!: ReportedAccuracy;

  @IsObject()
  @ValidateNested()
  model!: AnsweringModel;

  @Meaning('Names this score; its whole trace can be read with it')
  @IsString()
  scoreId!: string;

  @IsInstant()
  scoredAt!: string;
}
