import { IsArray, IsObject, IsString } from 'class-validator';
import { Example, IsInstant, Meaning } from '@mesh/product';

/** A service says with which recipes it trains a model; of several, the last one holds. */
export class TrainingOffered {
  @Meaning('Names the offer')
  @Example('0195520c-91e2-7000-8000-000000000006')
  @IsString()
  offerId!: string;

  @Meaning('The model that can be trained')
  @Example('heart-disease-risk')
  @IsString()
  model!: string;

  @Meaning('The service that trains it')
  @Example('cardiology')
  @IsString()
  service!: string;

  @Meaning(
    'The recipes, the usual one first: name, runtime (thread, python or program), and what one waits for, if it does',
  )
  @Example([
    { name: 'usual', runtime: 'thread' },
    { name: 'gradient-boosting', runtime: 'python', waitsFor: 'Python 3.11 with pip' },
  ])
  @IsArray()
  @IsObject({ each: true })
  recipes!: readonly object[];

  @Meaning('When it was offered')
  @Example('2026-03-01T07:59:58.000Z')
  @IsInstant()
  offeredAt!: string;
}
