import { IsIn, IsString } from 'class-validator';
import { IsInstant, Meaning } from '@mesh/product';
import { HeartFeatures } from './heart-features.js';

/** One examined case of a reference study, with its finding: what the model learns from. */
export class HeartCase extends HeartFeatures {
  @Meaning('Names the case within its study')
  @IsString()
  caseId!: string;

  @Meaning('Heart disease found by angiography', { '0': 'no', '1': 'yes' })
  @IsIn([0, 1])
  disease!: number;

  @Meaning('When the study was published')
  @IsInstant()
  recordedAt!: string;
}
