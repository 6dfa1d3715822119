export { PostgresEventLog, type PostgresEventLogSettings } from './postgres-event-log.js';
export type { GroupLag } from './read/lags.js';
