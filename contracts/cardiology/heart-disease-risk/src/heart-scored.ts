import { IsIn, IsNumber, IsOptional, IsString, Max, Min } from 'class-validator';
import { IsInstant, Meaning } from '@mesh/product';
import { HeartReading } from './heart-reading.js';
import { RISK_BANDS, type RiskBand } from './scored-reading.js';

/** One score as it is published and kept: what was known, what was foreseen, by which model, for whom and why. */
export class HeartScored extends HeartReading {
  @IsString()
  scoreId!: string;

  @IsIn([0, 1])
  prediction!: number;

  @IsNumber()
  @Min(0)
  @Max(1)
  probability!: number;

  @IsIn(RISK_BANDS)
  risk!: RiskBand;

  @IsString()
  modelName!: string;

  @IsString()
  modelVersion!: string;

  @IsString()
  contractVersion!: string;

  @IsInstant()
  scoredAt!: string;

  @Meaning('The client that asked')
  @IsString()
  askedBy!: string;

  @Meaning('Purpose of use, HL7 v3')
  @IsOptional()
  @IsString()
  purpose?: string | null;

  @Meaning('W3C trace id of the call')
  @IsString()
  traceId!: string;
}
