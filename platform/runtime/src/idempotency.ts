/** What is known of a call that may be a repeat. */
export type Claim =
  | { readonly state: 'mine'; readonly requestId: string }
  | { readonly state: 'answered'; readonly body: string }
  | { readonly state: 'busy' }
  | { readonly state: 'different' };

/** Where persons stand in the documents of a port. */
export interface PersonalTexts {
  readonly domain: string;
  readonly fields: readonly string[];
}

/** Remembers the answers of calls that carry an `Idempotency-Key`, across restarts, for 24 hours. */
export interface IdempotencyStore {
  /**
   * Claims `key` (hex SHA-256 of caller, port and header) for this document. A claim whose holder died is taken over with
   * the request id of the first attempt, so that what it wrote is written once.
   */
  claim(key: string, document: string, call: { requestId: string; personal: PersonalTexts }): Promise<Claim>;
  answer(key: string, body: string, personal: PersonalTexts): Promise<void>;
  /** Gives a claim back after a failure, so that a repeat is tried afresh. */
  release(key: string): Promise<void>;
}

/** Injection token of the store. */
export const IdempotencyStore = Symbol('IdempotencyStore');
