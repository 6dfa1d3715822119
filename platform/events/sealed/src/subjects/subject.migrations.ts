import type { Migration } from '@mesh/database';

/** Who enters a person holds this lock with others; who retires one or seals a bucket anew holds it alone. */
export const SUBJECTS_LOCK = 7_206_116;

/** Word that the state has changed: each process looks for itself. */
export const SUBJECTS_CHANNEL = 'mesh_subjects';

/** The schema `subjects`: nothing in it can be read, or matched with a person, without the keys in the folder of keys. */
export const SUBJECT_MIGRATIONS: readonly Migration[] = [
  {
    name: '0001-entries',
    sql: `
      CREATE TABLE state (id int PRIMARY KEY DEFAULT 1 CHECK (id = 1), epoch bigint NOT NULL DEFAULT 0);
      INSERT INTO state DEFAULT VALUES;
      CREATE TABLE domains (domain text PRIMARY KEY);
      CREATE TABLE buckets (bucket int PRIMARY KEY, generation int NOT NULL, key_check bytea NOT NULL);
      CREATE TABLE entries (
        token text PRIMARY KEY,
        bucket int NOT NULL REFERENCES buckets,
        generation int NOT NULL,
        lookup bytea,
        owner bytea,
        sealed bytea NOT NULL,
        retired_as text,
        UNIQUE (bucket, lookup)
      );
      CREATE INDEX entries_of_owner ON entries (bucket, owner) WHERE owner IS NOT NULL;
      CREATE INDEX entries_retired ON entries (retired_as) WHERE retired_as IS NOT NULL;
      CREATE FUNCTION enter(wanted_buckets int[], generations int[], lookups bytea[], owners bytea[], tokens text[],
        seals bytea[], durable boolean)
      RETURNS TABLE (nth int, token text, epoch bigint) LANGUAGE plpgsql AS $body$
      BEGIN
        -- Each statement of the function sees what was committed before it began: the lock comes first.
        PERFORM pg_advisory_xact_lock_shared(${SUBJECTS_LOCK});
        IF NOT durable THEN PERFORM set_config('synchronous_commit', 'off', true); END IF;
        INSERT INTO subjects.entries AS e (token, bucket, generation, lookup, owner, sealed)
          SELECT w.token, w.bucket, w.generation, w.lookup, w.owner, w.sealed
          FROM unnest(tokens, wanted_buckets, generations, lookups, owners, seals)
            AS w (token, bucket, generation, lookup, owner, sealed)
          JOIN subjects.buckets b ON b.bucket = w.bucket AND b.generation = w.generation
          ON CONFLICT (bucket, lookup) DO NOTHING;
        RETURN QUERY
          SELECT w.place::int, e.token, s.epoch
          FROM unnest(wanted_buckets, lookups) WITH ORDINALITY AS w (bucket, lookup, place)
          JOIN subjects.entries e ON e.bucket = w.bucket AND e.lookup = w.lookup
          CROSS JOIN subjects.state s;
      END
      $body$;`,
  },
];
