import { outboxMigration } from '@mesh/events';

/** The table from which trainings are requested. */
export const TRAINING_OUTBOX = 'training.outbox';

/** Tables of the training service. */
export const TRAINING_MIGRATIONS = [
  {
    name: 'runs',
    sql: `
      CREATE TABLE training.run (
        run_id uuid PRIMARY KEY,
        model text NOT NULL,
        state text NOT NULL CHECK (state IN ('requested', 'running', 'completed', 'failed')),
        requested_by text NOT NULL,
        reason text NOT NULL,
        parameters json NOT NULL,
        own_data boolean NOT NULL,
        bootstrap boolean NOT NULL,
        requested_at timestamptz NOT NULL,
        started_at timestamptz,
        ended_at timestamptz,
        fraction double precision NOT NULL DEFAULT 0,
        stage text,
        version text,
        error_code text,
        error_detail text
      );
      CREATE INDEX run_by_model ON training.run (model, run_id DESC);
      CREATE TABLE training.known_model (model text PRIMARY KEY, product text NOT NULL, announced_at timestamptz NOT NULL);`,
  },
  outboxMigration(TRAINING_OUTBOX),
  {
    name: 'turns',
    sql: `
      ALTER TABLE training.run ADD COLUMN waiting jsonb, ADD COLUMN dispatched_at timestamptz, ADD COLUMN moved_at timestamptz,
        ADD COLUMN repeats uuid, ADD COLUMN snapshot text;
      UPDATE training.run SET dispatched_at = requested_at, moved_at = coalesce(ended_at, started_at, requested_at);
      CREATE INDEX run_open ON training.run (model, run_id) WHERE state IN ('requested', 'running');
      CREATE TABLE training.snapshot (sha256 text PRIMARY KEY, record jsonb NOT NULL, first_run uuid NOT NULL);`,
  },
  {
    name: 'runs in hand',
    sql: `
      ALTER TABLE training.run ADD COLUMN cancelled_at timestamptz, ADD COLUMN cancelled_by text;
      CREATE TABLE training.run_log (
        run_id uuid NOT NULL REFERENCES training.run (run_id),
        line integer NOT NULL,
        text text NOT NULL,
        PRIMARY KEY (run_id, line)
      );
      CREATE TABLE training.offer (model text PRIMARY KEY, recipes jsonb NOT NULL);`,
  },
] as const;
