import { IsString } from 'class-validator';
import { Example, IsInstant, Meaning } from '@mesh/product';

/** Somebody no longer wants a training: one that waits ends at once, one in hand is stopped by whoever has it. */
export class TrainingCancelled {
  @Meaning('Names the wish')
  @Example('0195520c-91e2-7000-8000-000000000004')
  @IsString()
  cancellationId!: string;

  @Meaning('The training')
  @Example('0195520c-91e2-7000-8000-000000000002')
  @IsString()
  runId!: string;

  @Meaning('The model that would have learnt')
  @Example('heart-disease-risk')
  @IsString()
  model!: string;

  @Meaning('The client that cancelled it')
  @Example('dana-scientist')
  @IsString()
  by!: string;

  @Meaning('When it was cancelled')
  @Example('2026-03-01T08:00:02.500Z')
  @IsInstant()
  cancelledAt!: string;
}
