import type { DeadLetter } from '@mesh/events';

/** What is told of a dead letter: nothing that the event says, nor whom it is about. */
export interface ShownLetter {
  readonly id: string;
  readonly source: string;
  readonly partition: number;
  readonly offset: number;
  /** Code and class of the last failure. */
  readonly cause: string;
  readonly attempts: number;
  /** RFC 3339. */
  readonly deadAt: string;
  /** What the payload conforms to. */
  readonly dataschema?: string;
}

export const shownLetter = ({ event, cause, attempts, deadAt }: DeadLetter): ShownLetter => {
  const { id, source, partition, offset, dataschema } = event;
  return { id, source, partition, offset, cause, attempts, deadAt, ...(dataschema && { dataschema }) };
};
