import { IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { patient, timeOfObservation } from '@mesh/glossary';
import { Example, IsInstant, Meaning, Means, Phi } from '@mesh/product';
import { HeartFeatures } from './heart-features.js';
import { PRINTABLE } from './identifier.js';

/** What a bracelet sends: the person's features, whose they are and when they were measured. */
export class HeartReading extends HeartFeatures {
  @Means(patient)
  @Meaning('The person, by the identifier of the sending system')
  @Phi()
  @Example('synthetic-0001', 'synthetic-0002', 'synthetic-0003')
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  @Matches(PRINTABLE)
  patientId!: string;

  @Means(timeOfObservation)
  @Meaning('When the reading was taken')
  @Example('2026-03-01T08:00:00Z', '2026-03-02T07:45:00Z', '2026-03-03T19:30:00+01:00')
  @IsInstant()
  measuredAt!: string;
}
