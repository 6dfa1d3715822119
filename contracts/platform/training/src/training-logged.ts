import { IsArray, IsInt, IsString, Min } from 'class-validator';
import { Example, IsInstant, Meaning, Phi } from '@mesh/product';

/** A recipe said something while it trained. */
export class TrainingLogged {
  @Meaning('Names what was said')
  @Example('0195520c-91e2-7000-8000-000000000005')
  @IsString()
  logId!: string;

  @Meaning('The training')
  @Example('0195520c-91e2-7000-8000-000000000002')
  @IsString()
  runId!: string;

  @Meaning('The model that learns')
  @Example('heart-disease-risk')
  @IsString()
  model!: string;

  @Meaning('Place of the first line within the training, from 0')
  @Example(0)
  @IsInt()
  @Min(0)
  from!: number;

  @Meaning('The lines in their order: free text of a program that has seen rows about people')
  @Example(['500 rows, 13 columns', 'fold 1 of 5'])
  @Phi()
  @IsArray()
  @IsString({ each: true })
  lines!: readonly string[];

  @Meaning('When it was said')
  @Example('2026-03-01T08:00:01.750Z')
  @IsInstant()
  loggedAt!: string;
}
