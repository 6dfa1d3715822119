import { IsIn, IsString } from 'class-validator';
import { IsInstant, Meaning, Phi } from '@mesh/product';

/** A risk so high that the wearer and the clinician are told at once. */
export class HeartAlerted {
  @IsString()
  alertId!: string;

  @IsString()
  scoreId!: string;

  @Phi()
  @IsString()
  patientId!: string;

  @Meaning('Band of the risk that raised the alert')
  @IsIn(['high'])
  risk!: 'high';

  @IsInstant()
  raisedAt!: string;
}
