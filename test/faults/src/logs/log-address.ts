import { openDatabase, type Database } from '@mesh/database';
import type { EventLog } from '@mesh/events';
import type { KafkaSettings } from '@mesh/events-kafka';

/** How any process reaches a log, as data. */
export type LogAddress =
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'kafka'; readonly settings: Pick<KafkaSettings, 'brokers' | 'sasl'>; readonly database: string };

/** A log, and the way to close it with what was opened for it. */
export interface OpenedLog {
  readonly log: EventLog;
  close(): Promise<void>;
}

/** Opens the log; each adapter is loaded only where it is used. */
export async function openLog(address: LogAddress): Promise<OpenedLog> {
  const database = openDatabase(address.kind === 'kafka' ? address.database : address.url);
  try {
    const log = await adapterOn(address, database);
    return { log, close: () => log.close().finally(() => database.close()) };
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function adapterOn(address: LogAddress, database: Database): Promise<EventLog> {
  if (address.kind === 'kafka') {
    const { KafkaEventLog } = await import('@mesh/events-kafka');
    return KafkaEventLog.open(address.settings, database);
  }
  const { PostgresEventLog } = await import('@mesh/events-postgres');
  return PostgresEventLog.open(database);
}
