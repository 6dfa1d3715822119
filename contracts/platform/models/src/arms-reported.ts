import { IsArray, IsIn, IsNumber, IsOptional, IsString, Min, ValidateNested } from 'class-validator';
import { Example, IsInstant, Meaning } from '@mesh/product';

/** How often an arm answered, and how often it should have and could not. */
export class ArmCounts {
  @Meaning('Answers given')
  @Example(180, 12)
  @IsNumber()
  @Min(0)
  answered!: number;

  @Meaning('Answers that it owed')
  @Example(0)
  @IsNumber()
  @Min(0)
  failed!: number;
}

/** By what a shadow's scores differ from the answers that were given: sums over the compared ones, shadow less answer. */
export class ShadowCounts {
  @Meaning('Scores that were compared')
  @Example(190)
  @IsNumber()
  @Min(0)
  compared!: number;

  @Meaning('Scores left out because the shadow could not keep up')
  @Example(2)
  @IsNumber()
  @Min(0)
  dropped!: number;

  @Meaning('Scores that the shadow could not make')
  @Example(0)
  @IsNumber()
  @Min(0)
  failed!: number;

  @Meaning('Sum of the differences of probability')
  @Example(-1.9)
  @IsNumber()
  differences!: number;

  @Meaning('Sum of their squares')
  @Example(0.42)
  @IsNumber()
  @Min(0)
  squares!: number;

  @Meaning('Sum of their magnitudes')
  @Example(5.7)
  @IsNumber()
  @Min(0)
  magnitudes!: number;
}

/** What one serving process saw of a trial since its last report: counts and sums, nothing of anybody. */
export class ArmsReported {
  @Meaning('Names the report')
  @Example('0195520c-91e2-7000-8000-000000000008')
  @IsString()
  reportId!: string;

  @Meaning('The model')
  @Example('heart-disease-risk')
  @IsString()
  model!: string;

  @Meaning('The trial that is reported on')
  @Example('0195520c-91e2-7000-8000-000000000007')
  @IsString()
  trial!: string;

  @Meaning('What the champion did')
  @ValidateNested()
  champion!: ArmCounts;

  @Meaning('What the challenger did')
  @ValidateNested()
  challenger!: ArmCounts;

  @Meaning('What the shadow would have answered')
  @ValidateNested()
  shadow!: ShadowCounts;

  @Meaning('The version that the counts of the shadow are of')
  @Example('5', null)
  @IsOptional()
  @IsString()
  shadowVersion?: string | null;

  @Meaning('Arms that the process cannot load')
  @Example(null, ['shadow'])
  @IsOptional()
  @IsArray()
  @IsIn(['challenger', 'shadow'], { each: true })
  unfit?: readonly string[] | null;

  @Meaning('When it was reported')
  @Example('2026-03-01T09:00:01.000Z')
  @IsInstant()
  reportedAt!: string;
}
