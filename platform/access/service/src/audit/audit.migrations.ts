import type { Migration } from '@mesh/database';

/** Marks the decisions that an agreement made; stands in queries too, or the index is not used. */
export const MADE_BY_AGREEMENT = `rule LIKE '%: agreement %'`;

/**
 * One row for all decisions of an event that say the same of the same caller within a second: traces and times are
 * arrays, because at thousands of decisions a second a row of its own for each costs more than the requests audited.
 */
export const AUDIT_MIGRATIONS: readonly Migration[] = [
  {
    name: '0001-decisions',
    sql: `
      CREATE TABLE decisions (
        event_id text NOT NULL,
        place integer NOT NULL,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        caller text NOT NULL,
        port text NOT NULL,
        purpose text,
        permitted boolean NOT NULL,
        rule text NOT NULL,
        trace_ids text[] NOT NULL,
        after_ms smallint[] NOT NULL,
        PRIMARY KEY (event_id, place),
        CHECK (cardinality(trace_ids) = cardinality(after_ms)),
        CHECK (last_at - first_at < interval '1 second')
      );
      CREATE INDEX decisions_last ON decisions (last_at DESC, event_id DESC, place DESC);
      CREATE INDEX decisions_of_caller ON decisions (caller, last_at DESC);
      CREATE INDEX decisions_of_port ON decisions (port, last_at DESC);
      CREATE INDEX decisions_denied ON decisions (last_at DESC) WHERE NOT permitted;
      CREATE INDEX decisions_of_trace ON decisions USING gin (trace_ids);`,
  },
  {
    // Only decisions that agreements made stand in it: all others cost nothing.
    name: '0002-decisions-by-agreement',
    sql: `CREATE INDEX decisions_by_agreement ON decisions (rule, last_at) WHERE permitted AND ${MADE_BY_AGREEMENT};`,
  },
];
