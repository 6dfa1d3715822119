import type { Database } from '@mesh/database';

/** Asks for trainings on behalf of a rule. */
export interface Retraining {
  /**
   * Asks, within the transaction, for a training whose version takes over if it is no worse; resolves to the id of the run,
   * or to nothing where a training of the model stands already.
   */
  request(
    transaction: Database,
    asked: { readonly model: string; readonly reason: string },
  ): Promise<string | undefined>;
  /** Lets what was asked for begin, once the transaction is committed. */
  begin(): Promise<void>;
}

/** Injection token. */
export const Retraining = Symbol('Retraining');
