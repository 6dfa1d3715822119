import { IsIn, IsNumber, IsOptional, IsString, Max, Min } from 'class-validator';
import {
  caller,
  dataContract,
  model,
  modelVersion,
  prediction,
  probabilityOfDisease,
  purposeOfUse,
  riskBand,
  score,
  trace,
} from '@mesh/glossary';
import { Example, IsInstant, Meaning, Means } from '@mesh/product';
import { HeartReading } from './heart-reading.js';
import { RISK_BANDS, type RiskBand } from './scored-reading.js';

/** One score as it is published and kept: what was known, what was foreseen, by which model, for whom and why. */
export class HeartScored extends HeartReading {
  @Means(score)
  @Example(
    '0195520c-91e2-7000-8000-000000000001',
    '0195572b-c3a4-7000-8000-000000000002',
    '01955c49-0b40-7000-8000-000000000003',
  )
  @IsString()
  scoreId!: string;

  @Means(prediction)
  @Example(1, 0, 0)
  @IsIn([0, 1])
  prediction!: number;

  @Means(probabilityOfDisease)
  @Example(0.87, 0.08, 0.41)
  @IsNumber()
  @Min(0)
  @Max(1)
  probability!: number;

  @Means(riskBand)
  @Example('high', 'low', 'moderate')
  @IsIn(RISK_BANDS)
  risk!: RiskBand;

  @Means(model)
  @Example('heart-disease-risk')
  @IsString()
  modelName!: string;

  @Means(modelVersion)
  @Example('3')
  @IsString()
  modelVersion!: string;

  @Means(dataContract)
  @Example('1.0.0')
  @IsString()
  contractVersion!: string;

  @Example('2026-03-01T08:00:00.250Z', '2026-03-02T07:45:00.180Z', '2026-03-03T18:30:00.210Z')
  @IsInstant()
  scoredAt!: string;

  @Means(caller)
  @Meaning('The client that asked')
  @Example('bracelet-app', 'clinic-app')
  @IsString()
  askedBy!: string;

  @Means(purposeOfUse)
  @Meaning('Purpose of use, HL7 v3')
  @Example('TREAT')
  @IsOptional()
  @IsString()
  purpose?: string | null;

  @Means(trace)
  @Meaning('W3C trace id of the call')
  @Example('4bf92f3577b34da6a3ce929d0e0e4736', 'a3ce929d0e0e47364bf92f3577b34da6', '77b34da6a3ce929d0e0e47364bf92f35')
  @IsString()
  traceId!: string;
}
