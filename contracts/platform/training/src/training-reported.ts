import { IsIn, IsNumber, IsObject, IsOptional, IsString, Max, Min } from 'class-validator';
import { Example, IsInstant, Meaning } from '@mesh/product';

/** What became of a training so far: it runs, it completed with a version, or it failed. */
export class TrainingReported {
  @Meaning('Names the report')
  @Example('0195520c-91e2-7000-8000-000000000003')
  @IsString()
  reportId!: string;

  @Meaning('The training')
  @Example('0195520c-91e2-7000-8000-000000000002')
  @IsString()
  runId!: string;

  @Meaning('The model that learns')
  @Example('heart-disease-risk')
  @IsString()
  model!: string;

  @Meaning('Where the training stands; nothing follows the last two')
  @Example('completed')
  @IsIn(['running', 'completed', 'failed'])
  state!: string;

  @Meaning('When it was so')
  @Example('2026-03-01T08:00:04.125Z')
  @IsInstant()
  reportedAt!: string;

  @Meaning('How much of a running training is done')
  @Example(null, 0.4)
  @IsOptional()
  @IsNumber()
  @Min(0)
  @Max(1)
  fraction?: number | null;

  @Meaning('What a running training does')
  @Example(null, 'fitting')
  @IsOptional()
  @IsString()
  stage?: string | null;

  @Meaning('How the snapshot was made that a running training learns from: told once, when it is stored')
  @Example(null)
  @IsOptional()
  @IsObject()
  snapshot?: object | null;

  @Meaning('The version of the model that a completed training made')
  @Example('3')
  @IsOptional()
  @IsString()
  version?: string | null;

  @Meaning('Why a training failed, as a code')
  @Example(null)
  @IsOptional()
  @IsString()
  code?: string | null;

  @Meaning('Why a training failed, in words')
  @Example(null)
  @IsOptional()
  @IsString()
  detail?: string | null;
}
