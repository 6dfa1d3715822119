export { Database } from './database.js';
export {
  startEmbeddedPostgres,
  type EmbeddedPostgres,
  type EmbeddedPostgresSettings,
} from './embedded/start-embedded-postgres.js';
export { DatabaseErrors } from './errors.js';
export { migrate, type Migration } from './migrate.js';
export { openDatabase, PostgresDatabase, type DatabaseSettings } from './postgres-database.js';
export { sqlStateOf } from './refusals.js';
