import { IsBoolean, IsObject, IsOptional, IsString, ValidateNested } from 'class-validator';
import { Example, IsInstant, Meaning, Phi } from '@mesh/product';

/** A run that is trained again. */
export class RepeatedRun {
  @Meaning('The run that is repeated')
  @Example('0195520c-91e2-7000-8000-000000000001')
  @IsString()
  runId!: string;

  @Meaning('Hex SHA-256 of the snapshot that it learnt from')
  @Example('9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08')
  @IsString()
  snapshot!: string;

  @Meaning('URN of the data that the snapshot was made from')
  @Example('urn:mesh:cardiology:heart-disease-risk:cohort')
  @IsString()
  source!: string;
}

/** Somebody, a schedule or a rule wants a new version of a model; the service that keeps the model trains it. */
export class TrainingRequested {
  @Meaning('Names the training from its request to its end')
  @Example('0195520c-91e2-7000-8000-000000000002')
  @IsString()
  runId!: string;

  @Meaning('The model that is to learn')
  @Example('heart-disease-risk')
  @IsString()
  model!: string;

  @Meaning('The client that asked, or the part of the platform')
  @Example('dana-scientist')
  @IsString()
  by!: string;

  @Meaning('Why: what a person wrote, or schedule, repeat, first version')
  @Example('schedule')
  @IsString()
  reason!: string;

  @Meaning('Hyperparameters by name: texts, numbers and truth values')
  @Example({ seed: 1 })
  @IsObject()
  parameters!: object;

  @Meaning('When it was asked for')
  @Example('2026-03-01T08:00:00.250Z')
  @IsInstant()
  requestedAt!: string;

  @Meaning('Rows to learn from instead of the dataset of the product, as CSV with a header')
  @Example('age,disease\n63,1\n', null)
  @Phi()
  @IsOptional()
  @IsString()
  csv?: string | null;

  @Meaning('The run that is repeated, on the snapshot that it learnt from')
  @IsOptional()
  @ValidateNested()
  repeats?: RepeatedRun;

  @Meaning('Whether the version is to serve at once where none does, if it passes its gates')
  @Example(true, null)
  @IsOptional()
  @IsBoolean()
  promoteIfFirst?: boolean | null;

  @Meaning('Whether the version is to serve at once if it passes its gates and is no worse than the one that serves')
  @Example(true, null)
  @IsOptional()
  @IsBoolean()
  promoteIfBetter?: boolean | null;
}
