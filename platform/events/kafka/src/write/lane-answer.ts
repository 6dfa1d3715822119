import { EventErrors } from '@mesh/events';
import { KafkaErrors } from '../kafka.errors.js';
import { CODE, isPassing } from '../wire/codes.js';

/** What the answer of a broker means for a batch. */
export type LaneAnswer =
  | { readonly is: 'written' }
  /** The same bytes are sent again. */
  | { readonly is: 'passing' }
  /** The broker does not know the sequence: a new producer begins. */
  | { readonly is: 'unknown-producer' }
  /** Nothing was written, and nothing will be. */
  | { readonly is: 'refused'; readonly error: Error };

const AUTHORIZATION_CODES: ReadonlySet<number> = new Set([29, 30, 31, 53]);

export function laneAnswer(code: number): LaneAnswer {
  if (code === CODE.NONE) return { is: 'written' };
  if (isPassing(code)) return { is: 'passing' };
  switch (code) {
    case CODE.OUT_OF_ORDER_SEQUENCE_NUMBER:
    case CODE.DUPLICATE_SEQUENCE_NUMBER:
    case CODE.UNKNOWN_PRODUCER_ID:
    case CODE.INVALID_PRODUCER_EPOCH:
      return { is: 'unknown-producer' };
    case CODE.MESSAGE_TOO_LARGE:
    case CODE.RECORD_LIST_TOO_LARGE:
      return { is: 'refused', error: EventErrors.EVENT_TOO_LARGE() };
    default: {
      const cause = Object.assign(new Error('the broker refused the batch'), { code });
      const refuse = AUTHORIZATION_CODES.has(code) ? KafkaErrors.ACCESS_REFUSED : EventErrors.LOG_UNREACHABLE;
      return { is: 'refused', error: refuse({}, { cause }) };
    }
  }
}
