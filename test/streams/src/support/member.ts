import { openDatabase } from '@mesh/database';
import { Outbox } from '@mesh/events';
import type { ProductId } from '@mesh/product';
import { OUTBOX_TABLE, planProcessing, StreamProcessor } from '@mesh/streams';
import { openLog } from './open-log.js';
import { ward } from './ward-product.js';

/** What a member runs, and where. */
export interface MemberSettings {
  readonly url: string;
  readonly brokers?: readonly string[];
  /** The id of the product: logs may be shared. */
  readonly id: ProductId;
  readonly processings: readonly string[];
  readonly leaseMs: number;
}

/** Runs processings in this process until it ends; says `running` on its output when all have begun. */
export async function runMember({ url, brokers, id, processings, leaseMs }: MemberSettings): Promise<void> {
  const database = openDatabase(url, { maxConnections: 6 });
  const log = await openLog(database, brokers);
  const outbox = new Outbox(database, log, OUTBOX_TABLE);
  for (const name of processings) {
    // Small batches: a kill then falls into the middle of something.
    const parts = { log, database, outbox, maxBatch: 40, leaseMs };
    await new StreamProcessor(planProcessing({ ...ward, id }, name), parts).start();
  }
  process.stdout.write('running\n');
}
