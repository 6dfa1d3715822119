import { inboxMigration } from '@mesh/events';

/** The table of the inbox; an identifier of the program. */
export const INBOX_TABLE = 'online.inbox';

/**
 * One row a learner, and the version that it has ready for the registry: a newer one takes the place of one that still
 * waits, so that an absent registry costs no room.
 */
const STATE = `
CREATE TABLE learners (
  group_name text PRIMARY KEY,
  state text NOT NULL,
  learned bigint NOT NULL
);

CREATE TABLE ready_versions (
  group_name text PRIMARY KEY REFERENCES learners,
  run_id uuid NOT NULL,
  onnx bytea NOT NULL,
  cases text NOT NULL,
  version text NOT NULL
);
`;

/** The schema `online`: what learners have learned, and the memory of what from. */
export const ONLINE_MIGRATIONS: readonly { readonly name: string; readonly sql: string }[] = [
  { name: '001-state', sql: STATE },
  { name: '002-inbox', sql: inboxMigration(INBOX_TABLE).sql },
];
