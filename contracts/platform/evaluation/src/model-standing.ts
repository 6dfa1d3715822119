import { IsIn, IsNumber, IsOptional, IsString, ValidateNested } from 'class-validator';
import { Example, IsInstant, Meaning } from '@mesh/product';

/** A measure with its 95 % interval. */
export class MeasuredFigure {
  @Meaning('The measure')
  @Example(0.88)
  @IsNumber()
  value!: number;

  @Meaning('Lower end of the interval')
  @Example(0.84)
  @IsNumber()
  low!: number;

  @Meaning('Upper end of the interval')
  @Example(0.91)
  @IsNumber()
  high!: number;

  @Meaning('Cases that it rests on')
  @Example(500)
  @IsNumber()
  n!: number;
}

/** How the champion of a model does in practice, and whether it may answer; the last word for each model holds. */
export class ModelStanding {
  @Meaning('Names the word')
  @Example('0195520c-91e2-7000-8000-00000000000a')
  @IsString()
  standingId!: string;

  @Meaning('The model')
  @Example('heart-disease-risk')
  @IsString()
  model!: string;

  @Meaning('The version that served when it was said; another version stands by its held-out rows')
  @Example('3')
  @IsString()
  version!: string;

  @Meaning('Whether it may answer')
  @Example('serving')
  @IsIn(['serving', 'stopped'])
  state!: string;

  @Meaning('Area under the ROC curve over the newest scores whose outcome is known; absent until there are enough')
  @IsOptional()
  @ValidateNested()
  rocAuc?: MeasuredFigure;

  @Meaning('When it was said')
  @Example('2026-03-01T10:00:00.000Z')
  @IsInstant()
  at!: string;
}
