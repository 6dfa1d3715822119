import { IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { caller, outcome, patient, score, timeOfObservation } from '@mesh/glossary';
import { Example, IsInstant, Meaning, Means, Phi } from '@mesh/product';
import { PRINTABLE } from './identifier.js';

/** The truth that arrives later, about one score or about a person. */
export class HeartOutcome {
  @Means(score)
  @Meaning('The score that the truth belongs to')
  @Example('0195520c-91e2-7000-8000-000000000001', null, '01955c49-0b40-7000-8000-000000000003')
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(64)
  @Matches(PRINTABLE)
  scoreId?: string | null;

  @Means(patient)
  @Meaning('The person, when no single score is meant')
  @Phi()
  @Example(null, 'synthetic-0002', 'synthetic-0003')
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  @Matches(PRINTABLE)
  patientId?: string | null;

  @Means(outcome)
  @Meaning('Heart disease found', { '0': 'no', '1': 'yes' })
  @Example(1, 0, 0)
  @IsIn([0, 1])
  outcome!: number;

  @Means(timeOfObservation)
  @Meaning('When it was established')
  @Example('2026-04-10T09:00:00Z', '2026-04-12T14:20:00Z', '2026-04-15T11:05:00Z')
  @IsInstant()
  observedAt!: string;
}

/** An outcome as it is published and kept. */
export class HeartObserved extends HeartOutcome {
  @Example(
    '0196200a-1d00-7000-8000-000000000011',
    '01962a5b-6e80-7000-8000-000000000012',
    '01963935-5a10-7000-8000-000000000013',
  )
  @IsString()
  outcomeId!: string;

  @Example('2026-04-10T09:05:00Z', '2026-04-12T14:30:00Z', '2026-04-15T11:10:00Z')
  @IsInstant()
  reportedAt!: string;

  @Means(caller)
  @Meaning('The client that reported it')
  @Example('clinic-app')
  @IsString()
  reportedBy!: string;
}

/** Says that the outcome is kept. */
export class OutcomeReceipt {
  @Example(
    '0196200a-1d00-7000-8000-000000000011',
    '01962a5b-6e80-7000-8000-000000000012',
    '01963935-5a10-7000-8000-000000000013',
  )
  @IsString()
  outcomeId!: string;

  @Example('2026-04-10T09:05:00Z', '2026-04-12T14:30:00Z', '2026-04-15T11:10:00Z')
  @IsInstant()
  reportedAt!: string;
}
