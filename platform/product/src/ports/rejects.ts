import { IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { Example, Meaning } from '../shape/field-notes.js';
import { IsInstant } from '../shape/instant.js';
import { dataset, event, type DatasetPort, type EventPort } from './ports.js';
import { quality } from './quality.js';

/** One row that an input port did not take: where it stands in what was sent, and which rule it broke; never its values. */
export class RowRejected {
  @Meaning('Names the rejection: the same fault at the same line of the same upload has the same one')
  @Example('5b0fe3a4-6f0e-8c55-9d20-0f6d2f9a1c01', '5b0fe3a4-6f0e-8c55-9d20-0f6d2f9a1c02')
  @IsString()
  rejectId!: string;

  @Meaning('The input port that it was sent to')
  @Example('measured')
  @IsString()
  port!: string;

  @Meaning('The upload that it was part of: a file by its content, or one call')
  @Example('9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08')
  @IsString()
  upload!: string;

  @Meaning('The line on which the row begins, or its place in a list, from 1')
  @Example(3, 6)
  @IsInt()
  @Min(1)
  line!: number;

  @Meaning('The first field that broke a rule, as a JSON pointer; null for the row as a whole')
  @Example('/pulse', null)
  @IsOptional()
  @IsString()
  pointer?: string | null;

  @Meaning('The rule that it broke')
  @Example('maximum', 'ragged')
  @IsString()
  rule!: string;

  @Meaning('The rule in words')
  @Example('must be <= 300', 'has more or fewer cells than the header has columns')
  @IsString()
  reason!: string;

  @Meaning('All fields that broke a rule, as JSON pointers with spaces between')
  @Example('/pulse /takenAt', null)
  @IsOptional()
  @IsString()
  @MaxLength(1_024)
  pointers?: string | null;

  @Meaning('The client that sent it')
  @Example('bracelet-app')
  @IsString()
  sentBy!: string;

  @Meaning('When it was rejected')
  @Example('2026-03-01T08:00:00.250Z', '2026-03-01T08:00:00.251Z')
  @IsInstant()
  rejectedAt!: string;
}

/** The ports that tell what was refused. */
// An interface would lack the index signature that a record of ports has.
export type RejectPorts = {
  readonly rejected: EventPort<typeof RowRejected>;
  readonly rejects: DatasetPort<typeof RowRejected, 'rejected'>;
};

/** What every product with an accepted input has besides its declared ports. */
export const rejectPorts: RejectPorts = Object.freeze({
  rejected: event('rejected', {
    summary: 'A row that was sent to an input port was refused',
    message: RowRejected,
    id: 'rejectId',
    key: 'upload',
    at: 'rejectedAt',
  }),
  rejects: dataset('rejects', {
    summary: 'Every row that an input port refused, with its place and the rule that it broke',
    row: RowRejected,
    key: 'rejectId',
    partitionBy: 'rejectedAt',
    lands: 'rejected',
    refresh: '5m',
    quality: [quality.unique('rejectId', { because: 'A row that is refused twice is mended once.' })],
  }),
});
