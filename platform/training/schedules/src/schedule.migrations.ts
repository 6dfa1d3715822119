/** Tables of the schedules. */
export const SCHEDULE_MIGRATIONS = [
  {
    name: 'schedules',
    sql: `
      CREATE TABLE schedules.schedule (
        model text PRIMARY KEY,
        product text NOT NULL,
        declared jsonb,
        own jsonb,
        paused_by text,
        paused_at timestamptz,
        planned_at timestamptz NOT NULL,
        next_at timestamptz NOT NULL,
        retry_at timestamptz,
        failures integer NOT NULL DEFAULT 0,
        unsettled boolean NOT NULL DEFAULT false,
        last_run uuid,
        last_started_at timestamptz,
        changed_by text NOT NULL,
        changed_at timestamptz NOT NULL,
        CHECK (declared IS NOT NULL OR own IS NOT NULL)
      );
      CREATE INDEX schedule_due ON schedules.schedule (next_at) WHERE paused_at IS NULL;`,
  },
] as const;
