import { IsIn, IsNumber, IsOptional, IsString, Max, Min } from 'class-validator';
import { model, modelVersion, outcome, patient, probabilityOfDisease, score, timeOfObservation } from '@mesh/glossary';
import { Example, IsInstant, JoinResult, Meaning, Means, Phi } from '@mesh/product';

/** A score beside what turned out to be true. */
export class JudgedScore extends JoinResult {
  @Means(score)
  @Example('0195520c-91e2-7000-8000-000000000001', '01955c49-0b40-7000-8000-000000000003')
  @IsString()
  scoreId!: string;

  @Means(patient)
  @Phi()
  @Example('synthetic-0001', 'synthetic-0003')
  @IsString()
  patientId!: string;

  @Means(model)
  @Example('heart-disease-risk')
  @IsString()
  modelName!: string;

  @Means(modelVersion)
  @Example('3')
  @IsString()
  modelVersion!: string;

  @Means(probabilityOfDisease)
  @Meaning('What was foreseen')
  @Example(0.87, 0.41)
  @IsNumber()
  @Min(0)
  @Max(1)
  probability!: number;

  @Example('2026-03-01T08:00:00.250Z', '2026-03-03T18:30:00.210Z')
  @IsInstant()
  scoredAt!: string;

  @Meaning('Names the report of the outcome')
  @Example('0196200a-1d00-7000-8000-000000000011', '01963935-5a10-7000-8000-000000000013')
  @IsString()
  outcomeId!: string;

  @Means(outcome)
  @Meaning('Heart disease found', { '0': 'no', '1': 'yes' })
  @Example(1, 0)
  @IsIn([0, 1])
  outcome!: number;

  @Means(timeOfObservation)
  @Meaning('When it was established')
  @Example('2026-04-10T09:00:00Z', '2026-04-15T11:05:00Z')
  @IsInstant()
  observedAt!: string;

  @Means(score)
  @Meaning('The score that the outcome named; null when it named the person')
  @Example('0195520c-91e2-7000-8000-000000000001', null)
  @IsOptional()
  @IsString()
  namedScoreId?: string | null;

  @Example('2026-04-10T09:05:00Z', '2026-04-15T11:10:00Z')
  @IsInstant()
  reportedAt!: string;
}
