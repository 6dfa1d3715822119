import { KafkaEvent } from './kafka-event.js';

/** A dead event that is given back to its group: it stands where it stood, and its place was committed long ago. */
export class Redelivered extends KafkaEvent {
  readonly redelivered = true;
  /** A worker has it; it is offered to no other. */
  isTaken = false;

  constructor(
    readonly original: KafkaEvent,
    /** Attempts before it died. */
    readonly attemptsBefore: number,
  ) {
    const { traceparent, dataschema, extensions } = original;
    super(original, original.offset, original.appendedMs, { ...original, traceparent, dataschema, extensions });
  }
}
