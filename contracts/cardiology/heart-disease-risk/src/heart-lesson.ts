import { IsIn, IsString } from 'class-validator';
import { outcome } from '@mesh/glossary';
import { Example, IsInstant, Meaning, Means } from '@mesh/product';
import { HeartFeatures } from './heart-features.js';

/** What was known when a score was made, with what turned out to be true: enough to learn from, and no person. */
export class HeartLesson extends HeartFeatures {
  @Meaning('Names this pair: the same for the same two events')
  @Example('2f1b1c7e-5d0a-5c4e-9b1a-0c8f5a6d7e01', '2f1b1c7e-5d0a-5c4e-9b1a-0c8f5a6d7e02')
  @IsString()
  joinId!: string;

  @Means(outcome)
  @Meaning('Heart disease found', { '0': 'no', '1': 'yes' })
  @Example(1, 0)
  @IsIn([0, 1])
  outcome!: number;

  @Example('2026-04-10T09:05:00Z', '2026-04-15T11:10:00Z')
  @IsInstant()
  reportedAt!: string;
}
