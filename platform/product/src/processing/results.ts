import { IsInt, IsString, Min } from 'class-validator';
import { Example, Meaning } from '../shape/field-notes.js';
import { IsInstant } from '../shape/instant.js';

/** What every result of a windowed aggregate says beside its figures; the message of its port extends it. */
export class WindowResult {
  @Meaning('Names this result; each revision has a name of its own')
  @Example('0195520c-91e2-7000-8000-0000000000a1-1', '0195572b-c3a4-7000-8000-0000000000a2-1')
  @IsString()
  resultId!: string;

  @Meaning('First instant of the window')
  @Example('2026-03-01T08:00:00.000Z', '2026-03-02T07:00:00.000Z')
  @IsInstant()
  windowStart!: string;

  @Meaning('First instant after the window')
  @Example('2026-03-01T09:00:00.000Z', '2026-03-02T08:00:00.000Z')
  @IsInstant()
  windowEnd!: string;

  @Meaning('1 for the first result of the window; each correction counts one more and replaces the one before')
  @Example(1, 2)
  @IsInt()
  @Min(1)
  revision!: number;
}

/** What every result of a join says beside what it selects; the message of its port extends it. */
export class JoinResult {
  @Meaning('Names this pair: the same for the same two events')
  @Example('2f1b1c7e-5d0a-5c4e-9b1a-0c8f5a6d7e01', '2f1b1c7e-5d0a-5c4e-9b1a-0c8f5a6d7e02')
  @IsString()
  joinId!: string;
}
