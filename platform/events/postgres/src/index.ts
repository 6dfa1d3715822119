export { PostgresEventLog, type PostgresEventLogSettings } from './postgres-event-log.js';
