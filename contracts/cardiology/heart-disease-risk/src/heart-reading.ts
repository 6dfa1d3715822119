import { IsString, MaxLength, MinLength } from 'class-validator';
import { IsInstant, Meaning, Phi } from '@mesh/product';
import { HeartFeatures } from './heart-features.js';

/** What a bracelet sends: the person's features, whose they are and when they were measured. */
export class HeartReading extends HeartFeatures {
  @Meaning('The person, by the identifier of the sending system')
  @Phi()
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  patientId!: string;

  @Meaning('When the reading was taken')
  @IsInstant()
  measuredAt!: string;
}
