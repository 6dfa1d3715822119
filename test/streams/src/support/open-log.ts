import type { Database } from '@mesh/database';
import type { EventLog } from '@mesh/events';
import { KafkaEventLog } from '@mesh/events-kafka';
import { PostgresEventLog } from '@mesh/events-postgres';

/** A log on the database, or on these brokers. */
export const openLog = (database: Database, brokers?: readonly string[]): Promise<EventLog> =>
  brokers === undefined ? PostgresEventLog.open(database) : KafkaEventLog.open({ brokers: [...brokers] }, database);
