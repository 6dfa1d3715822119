import { inboxMigration, outboxMigration } from '@mesh/events';

/** The table from which changes of rollouts are published. */
export const ROLLOUTS_OUTBOX = 'rollouts.outbox';
/** The table that remembers which reports were counted. */
export const ROLLOUTS_INBOX = 'rollouts.inbox';

/** Tables of the rollouts: what stands, what stood, and what each trial showed. */
export const ROLLOUTS_MIGRATIONS = [
  {
    name: 'rollouts',
    sql: `
      CREATE TABLE rollouts.rollout (
        model text PRIMARY KEY,
        document json NOT NULL
      );
      CREATE TABLE rollouts.change (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        model text NOT NULL,
        document json NOT NULL
      );
      CREATE INDEX change_by_model ON rollouts.change (model, id DESC);
      CREATE TABLE rollouts.trial (
        trial text PRIMARY KEY,
        champion_answered bigint NOT NULL DEFAULT 0,
        champion_failed bigint NOT NULL DEFAULT 0,
        challenger_answered bigint NOT NULL DEFAULT 0,
        challenger_failed bigint NOT NULL DEFAULT 0,
        began_at timestamptz NOT NULL DEFAULT now(),
        unfit boolean NOT NULL DEFAULT false,
        comparison json
      );
      CREATE TABLE rollouts.shadow (
        trial text NOT NULL REFERENCES rollouts.trial,
        version text NOT NULL,
        compared bigint NOT NULL DEFAULT 0,
        dropped bigint NOT NULL DEFAULT 0,
        failed bigint NOT NULL DEFAULT 0,
        differences double precision NOT NULL DEFAULT 0,
        squares double precision NOT NULL DEFAULT 0,
        magnitudes double precision NOT NULL DEFAULT 0,
        PRIMARY KEY (trial, version)
      );
      CREATE TABLE rollouts.judged (
        trial text NOT NULL REFERENCES rollouts.trial,
        score_id text NOT NULL,
        PRIMARY KEY (trial, score_id)
      );`,
  },
  outboxMigration(ROLLOUTS_OUTBOX),
  inboxMigration(ROLLOUTS_INBOX),
  {
    name: 'shadow-outcomes',
    sql: `ALTER TABLE rollouts.shadow ADD COLUMN judged bigint NOT NULL DEFAULT 0,
      ADD COLUMN loss double precision NOT NULL DEFAULT 0,
      ADD COLUMN answered_loss double precision NOT NULL DEFAULT 0,
      ADD COLUMN loss_squares double precision NOT NULL DEFAULT 0;`,
  },
] as const;
