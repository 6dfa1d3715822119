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
] as const;
