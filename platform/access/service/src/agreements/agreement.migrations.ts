import { outboxMigration } from '@mesh/events';
import type { Migration } from '@mesh/database';

/** The schema `agreements`. */
export const AGREEMENT_MIGRATIONS: readonly Migration[] = [
  {
    name: '0001-agreements',
    sql: `
      CREATE TABLE agreement (
        id text PRIMARY KEY,
        version integer NOT NULL,
        status text NOT NULL CHECK (status IN ('requested', 'granted', 'refused', 'withdrawn', 'expired')),
        product text NOT NULL,
        domain text NOT NULL,
        port text NOT NULL,
        consumer text NOT NULL,
        purpose text NOT NULL,
        from_at timestamptz NOT NULL,
        until_at timestamptz NOT NULL,
        reveals text[] NOT NULL DEFAULT '{}',
        CHECK (from_at < until_at)
      );
      CREATE INDEX agreement_of_consumer ON agreement (consumer, id DESC);
      CREATE INDEX agreement_of_domain ON agreement (domain, id DESC);
      CREATE INDEX agreement_granted ON agreement (product, consumer) WHERE status = 'granted';
      CREATE UNIQUE INDEX agreement_open ON agreement (consumer, product, port, purpose) WHERE status = 'requested';
      CREATE TABLE change (
        agreement_id text NOT NULL REFERENCES agreement ON DELETE CASCADE,
        version integer NOT NULL,
        status text NOT NULL,
        by_whom text NOT NULL,
        at timestamptz NOT NULL,
        reason text NOT NULL,
        PRIMARY KEY (agreement_id, version)
      );`,
  },
  outboxMigration('outbox'),
];
