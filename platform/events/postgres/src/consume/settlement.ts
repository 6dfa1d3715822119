import type { Database } from '@mesh/database';
import type { LoggedEvent } from '@mesh/events';
import { commit, type Claim } from './claim.js';
import { bury, type Burial } from './dead-letters.js';
import { letGo, returnToGrave } from './redelivery.js';
import { nextAfter } from './work.js';

/** What becomes of delivered events; false when the partition is no longer the member's, and then nothing has changed. */
export interface Settlement {
  /** They are worked through, but for those that are buried. */
  keep(database: Database, events: readonly LoggedEvent[], burials?: readonly Burial[]): Promise<boolean>;
  /** One is given up. */
  bury(burial: Burial): Promise<boolean>;
}

/** Of events read from the log: the group's cursor moves past them. */
export function ofTheLog(database: Database, claim: Claim): Settlement {
  const keep: Settlement['keep'] = async (transaction, events, burials = []) => {
    if (!(await commit(transaction, claim, nextAfter(events)))) return false;
    if (burials.length > 0) await bury(transaction, claim, burials);
    return true;
  };
  return {
    keep,
    bury: (burial) => database.transaction((transaction) => keep(transaction, [burial.event], [burial])),
  };
}

/** Of dead letters that are delivered again: the cursor stays, the letters go or come back. */
export const ofDeadLetters = (database: Database, claim: Claim): Settlement => ({
  keep: async (transaction, events, burials = []) => {
    for (const burial of burials) if (!(await returnToGrave(transaction, claim, burial))) return false;
    const buried = new Set(burials.map(({ event }) => event));
    return letGo(
      transaction,
      claim,
      events.filter((event) => !buried.has(event)),
    );
  },
  bury: (burial) => returnToGrave(database, claim, burial),
});
