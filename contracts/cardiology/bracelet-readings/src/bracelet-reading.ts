import { IsInt, IsNumber, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { heartRate, patient, timeOfObservation } from '@mesh/glossary';
import { Code, Example, IsInstant, Meaning, Means, Phi, Unit } from '@mesh/product';

/** Control characters: neither the log nor the lake nor many a tool behind them carries these. */
const UNPRINTABLE = ['\\x00-\\x1f', '\\x7f-\\x9f'].join('');

/** What an identifier of another system is made of, whatever its script. */
const PRINTABLE = new RegExp(`^[^${UNPRINTABLE}]*$`, 'u');

/** One minute as a bracelet measured it. */
export class BraceletReading {
  @Meaning('Names the reading; the same one again has no second effect')
  @Example('synthetic-0001-202603010800', 'synthetic-0001-202603010801', 'synthetic-0002-202603010800')
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  @Matches(PRINTABLE)
  readingId!: string;

  @Means(patient)
  @Meaning('The person, by the identifier of the sending system')
  @Phi()
  @Example('synthetic-0001', 'synthetic-0001', 'synthetic-0002')
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  @Matches(PRINTABLE)
  patientId!: string;

  @Means(timeOfObservation)
  @Meaning('When the minute began')
  @Example('2026-03-01T08:00:00Z', '2026-03-01T08:01:00Z', '2026-03-01T08:00:00Z')
  @IsInstant()
  measuredAt!: string;

  @Means(heartRate)
  @Meaning('Mean heart rate of the minute; null when the bracelet had no contact')
  @Unit('/min')
  @Code('LOINC', '8867-4')
  @Example(72, 75, null)
  @IsOptional()
  @IsNumber()
  @Min(20)
  @Max(300)
  heartRate?: number | null;

  @Meaning('Steps in the minute')
  @Unit('1')
  @Example(0, 12, 0)
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(1_000)
  steps?: number | null;
}
