import { IsInt, IsNumber, IsOptional, IsString, Min } from 'class-validator';
import { heartRate, patient } from '@mesh/glossary';
import { Code, Example, Meaning, Means, Phi, Unit, WindowResult } from '@mesh/product';

/** The heart rate of one person in one hour of UTC, as far as it was measured. */
export class HeartRateHour extends WindowResult {
  @Means(patient)
  @Phi()
  @Example('synthetic-0001', 'synthetic-0002')
  @IsString()
  patientId!: string;

  @Meaning('Minutes that were sent')
  @Example(60, 41)
  @IsInt()
  @Min(1)
  minutes!: number;

  @Means(heartRate)
  @Meaning('Mean heart rate; null when none was measured')
  @Unit('/min')
  @Code('LOINC', '8867-4')
  @Example(74.5, null)
  @IsOptional()
  @IsNumber()
  meanHeartRate?: number | null;

  @Means(heartRate)
  @Meaning('Lowest heart rate of a minute')
  @Unit('/min')
  @Code('LOINC', '8867-4')
  @Example(61, null)
  @IsOptional()
  @IsNumber()
  lowestHeartRate?: number | null;

  @Means(heartRate)
  @Meaning('Highest heart rate of a minute')
  @Unit('/min')
  @Code('LOINC', '8867-4')
  @Example(118, null)
  @IsOptional()
  @IsNumber()
  highestHeartRate?: number | null;

  @Meaning('Standard deviation of the heart rates of the minutes; null for fewer than two')
  @Unit('/min')
  @Example(9.25, null)
  @IsOptional()
  @IsNumber()
  @Min(0)
  heartRateDeviation?: number | null;

  @Meaning('Steps in the hour; null when none were counted')
  @Unit('1')
  @Example(820, null)
  @IsOptional()
  @IsNumber()
  @Min(0)
  steps?: number | null;
}
