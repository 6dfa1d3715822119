import { IsNumber, IsObject, IsString, Matches, Max, MaxLength, Min, MinLength, ValidateNested } from 'class-validator';
import { probabilityOfDisease, score } from '@mesh/glossary';
import { Example, IsInstant, Meaning, Means } from '@mesh/product';
import { HeartExplanation } from './heart-explanation.js';
import { HeartFeatures } from './heart-features.js';
import { PRINTABLE } from './identifier.js';

/** Names a score that was answered before. */
export class HeartScoreReference {
  @Means(score)
  @Meaning('The score that is to be explained, as its answer names it')
  @Example(
    '0195520c-91e2-7000-8000-000000000001',
    '0195572b-c3a4-7000-8000-000000000002',
    '01955c49-0b40-7000-8000-000000000003',
  )
  @IsString()
  @MinLength(1)
  @MaxLength(64)
  @Matches(PRINTABLE)
  scoreId!: string;
}

/** Why a score was what it was: by the version that answered, on what was known then. */
export class HeartScoreExplanation extends HeartExplanation {
  @Means(score)
  @Example('0195520c-91e2-7000-8000-000000000001')
  @IsString()
  scoreId!: string;

  @Example('2026-03-01T08:00:00.250Z')
  @IsInstant()
  scoredAt!: string;

  @Means(probabilityOfDisease)
  @Meaning('Probability that was answered')
  @Example(0.87)
  @IsNumber()
  @Min(0)
  @Max(1)
  probability!: number;

  @Meaning('The attributes as they were scored')
  @IsObject()
  @ValidateNested()
  features!: HeartFeatures;
}
