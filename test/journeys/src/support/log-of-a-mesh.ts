import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase } from '@mesh/database';
import { EventLog } from '@mesh/events';
import { PostgresEventLog } from '@mesh/events-postgres';

/** The topic of scores. */
export const SCORED_TOPIC = 'cardiology.heart-disease-risk.scored.v1';
const PAGE_EVENTS = 5_000;

/** Does something with the event log of a running mesh, through the database that its home names. */
export async function withLogOf<Result>(home: string, work: (log: EventLog) => Promise<Result>): Promise<Result> {
  const database = openDatabase(databaseUrlOf(home), { maxConnections: 4 });
  try {
    const log = await PostgresEventLog.open(database);
    return await work(log).finally(() => log.close());
  } finally {
    await database.close();
  }
}

/** Address of the PostgreSQL that runs in a home: its port from the server's lock file, its password from the home. */
export function databaseUrlOf(home: string): string {
  const port = Number(readFileSync(join(home, 'database', 'postmaster.pid'), 'utf8').split('\n')[3]);
  return `postgres://mesh:${readFileSync(join(home, 'database.password'), 'utf8')}@127.0.0.1:${port}/postgres`;
}

/** How often each event id stands in a topic. */
export async function idsInTopic(log: EventLog, topic: string): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  for (const { partition, earliest, next } of await log.ranges(topic)) {
    for (let offset = earliest; offset < next;) {
      const events = await log.read(topic, partition, offset, PAGE_EVENTS);
      for (const { id } of events) times.set(id, (times.get(id) ?? 0) + 1);
      offset = (events.at(-1)?.offset ?? next) + 1;
    }
  }
  return times;
}
