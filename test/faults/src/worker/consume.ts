import { openDatabase } from '@mesh/database';
import { Inbox, type EventStore, type LoggedEvent } from '@mesh/events';
import { isWhole } from '../history/message.js';
import { openPatiently } from './open-patiently.js';
import type { Orders } from './orders.js';
import { EFFECTS, INBOX, type ConsumerPlan } from './plans.js';

const LOOK_EVERY_MS = 50;

/** Consumes until it is told to finish; says then how much stood in buffers at most, in bytes. */
export async function consume(plan: ConsumerPlan, orders: Orders, ready: () => void): Promise<object> {
  const { topic, group, maxBatch, leaseMs, slowMs } = plan;
  const { log, close } = await openPatiently(plan.log);
  const database = openDatabase(plan.effects, { maxConnections: 4 });
  const inbox = new Inbox(database, INBOX, group);
  let bytes = 0;
  const looking = setInterval(() => (bytes = Math.max(bytes, process.memoryUsage().arrayBuffers)), LOOK_EVERY_MS);
  const subscription = await log.subscribe({ topics: [topic], group, maxBatch, leaseMs }, async (events, signal) => {
    await orders.pause(slowMs, 'hurry');
    signal.throwIfAborted();
    await inbox.handle(events, (transaction, fresh) => haveEffect(transaction, fresh, plan.member), signal);
  });
  ready();
  await orders.until('finish');
  clearInterval(looking);
  await subscription.close();
  await close();
  await database.close();
  return { bytes };
}

async function haveEffect(transaction: EventStore, events: readonly LoggedEvent[], member: string): Promise<void> {
  await transaction.query(
    `INSERT INTO ${EFFECTS} (id, is_whole, member, partition)
     SELECT id, is_whole, $3, $4::int FROM unnest($1::text[], $2::boolean[]) WITH ORDINALITY AS e(id, is_whole, nth) ORDER BY nth`,
    [events.map(({ id }) => id), events.map(({ id, data }) => isWhole(id, data)), member, events[0]?.partition],
  );
}
