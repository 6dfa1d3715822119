import { IsIn, IsNumber, IsOptional, IsString } from 'class-validator';
import { Example, IsInstant, Meaning } from '@mesh/product';

/** A rule about a model in use was set off, or what it measures came back. */
export class RuleActed {
  @Meaning('Names what happened')
  @Example('0195520c-91e2-7000-8000-000000000009')
  @IsString()
  actionId!: string;

  @Meaning('The model')
  @Example('heart-disease-risk')
  @IsString()
  model!: string;

  @Meaning('The version that was judged')
  @Example('3')
  @IsString()
  version!: string;

  @Meaning('The rule, by its name in the declaration')
  @Example('accuracyFell')
  @IsString()
  rule!: string;

  @Meaning('raised: the measure passed its bound; cleared: it came back')
  @Example('raised')
  @IsIn(['raised', 'cleared'])
  state!: string;

  @Meaning('What the rule does when it is raised')
  @Example('retrain')
  @IsIn(['alert', 'retrain', 'rollback', 'stop'])
  action!: string;

  @Meaning('What is measured')
  @Example('rocAuc')
  @IsString()
  measure!: string;

  @Meaning('What it was; absent where a rule ends with the version that it was raised against')
  @Example(0.71)
  @IsOptional()
  @IsNumber()
  value?: number | null;

  @Meaning('Where the rule is raised')
  @Example(0.75)
  @IsNumber()
  triggers!: number;

  @Meaning('Where it is cleared')
  @Example(0.8)
  @IsNumber()
  clears!: number;

  @Meaning('Cases that the measure rests on')
  @Example(500)
  @IsOptional()
  @IsNumber()
  n?: number | null;

  @Meaning('When it happened')
  @Example('2026-03-01T10:00:00.000Z')
  @IsInstant()
  at!: string;
}
