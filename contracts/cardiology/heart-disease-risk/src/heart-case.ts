import { IsIn, IsString } from 'class-validator';
import { coronaryHeartDisease, studyCase } from '@mesh/glossary';
import { Example, IsInstant, Meaning, Means } from '@mesh/product';
import { HeartFeatures } from './heart-features.js';

/** One examined case of a reference study, with its finding: what the model learns from. */
export class HeartCase extends HeartFeatures {
  @Means(studyCase)
  @Meaning('Names the case within its study')
  @Example('synthetic-case-1', 'synthetic-case-2', 'synthetic-case-3')
  @IsString()
  caseId!: string;

  @Means(coronaryHeartDisease)
  @Meaning('Heart disease found by angiography', { '0': 'no', '1': 'yes' })
  @Example(1, 0, 0)
  @IsIn([0, 1])
  disease!: number;

  @Meaning('When the study was published')
  @Example('1988-07-01T00:00:00Z')
  @IsInstant()
  recordedAt!: string;
}
