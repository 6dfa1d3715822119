import { IsIn, IsString } from 'class-validator';
import { alert, patient, riskBand, score } from '@mesh/glossary';
import { Example, IsInstant, Meaning, Means, Phi } from '@mesh/product';

/** A risk so high that the wearer and the clinician are told at once. */
export class HeartAlerted {
  @Means(alert)
  @Example('0195520c-91e2-7000-8000-000000000001')
  @IsString()
  alertId!: string;

  @Means(score)
  @Example('0195520c-91e2-7000-8000-000000000001')
  @IsString()
  scoreId!: string;

  @Means(patient)
  @Phi()
  @Example('synthetic-0001')
  @IsString()
  patientId!: string;

  @Means(riskBand)
  @Meaning('Band of the risk that raised the alert')
  @IsIn(['high'])
  risk!: 'high';

  @Example('2026-03-01T08:00:00.250Z')
  @IsInstant()
  raisedAt!: string;
}
