import { IsIn, IsOptional, IsString, MaxLength, MinLength } from 'class-validator';
import { IsInstant, Meaning, Phi } from '@mesh/product';

/** The truth that arrives later, about one score or about a person. */
export class HeartOutcome {
  @Meaning('The score that the truth belongs to')
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(64)
  scoreId?: string | null;

  @Meaning('The person, when no single score is meant')
  @Phi()
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  patientId?: string | null;

  @Meaning('Heart disease found', { '0': 'no', '1': 'yes' })
  @IsIn([0, 1])
  outcome!: number;

  @Meaning('When it was established')
  @IsInstant()
  observedAt!: string;
}

/** An outcome as it is published and kept. */
export class HeartObserved extends HeartOutcome {
  @IsString()
  outcomeId!: string;

  @IsInstant()
  reportedAt!: string;

  @Meaning('The client that reported it')
  @IsString()
  reportedBy!: string;
}

/** Says that the outcome is kept. */
export class OutcomeReceipt {
  @IsString()
  outcomeId!: string;

  @IsInstant()
  reportedAt!: string;
}
