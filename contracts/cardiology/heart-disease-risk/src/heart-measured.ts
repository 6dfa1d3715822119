import { IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { Example, Meaning } from '@mesh/product';
import { HeartReading } from './heart-reading.js';
import { PRINTABLE } from './identifier.js';

/** A reading as bracelets send it on their own: named, so that the same one again is scored once. */
export class HeartMeasured extends HeartReading {
  @Meaning('Names the reading; the same reading again has the same name')
  @Example('bracelet-7-000001', 'bracelet-7-000002', 'bracelet-9-000001')
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  @Matches(PRINTABLE)
  readingId!: string;
}
