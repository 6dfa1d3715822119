import { outboxMigration } from '@mesh/events';
import type { Migration } from '@mesh/database';

/** The schema `erasures`: that somebody was forgotten, and nothing of whom. */
export const ERASURE_MIGRATIONS: readonly Migration[] = [
  {
    name: '0001-erasures',
    sql: `
      CREATE TABLE erasure (
        id text PRIMARY KEY,
        status text NOT NULL CHECK (status IN ('running', 'erased')),
        requested_by text NOT NULL,
        requested_at timestamptz NOT NULL,
        erased_at timestamptz,
        reason text NOT NULL
      );
      CREATE INDEX erasure_running ON erasure (id) WHERE status = 'running';
      CREATE TABLE part (
        erasure_id text NOT NULL REFERENCES erasure ON DELETE CASCADE,
        domain text NOT NULL,
        token text NOT NULL,
        cleared_at timestamptz,
        stores jsonb NOT NULL DEFAULT '[]',
        PRIMARY KEY (erasure_id, domain)
      );
      CREATE INDEX part_of_domain ON part (domain, erasure_id DESC);`,
  },
  outboxMigration('outbox'),
];
