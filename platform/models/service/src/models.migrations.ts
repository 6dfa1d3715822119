import { outboxMigration } from '@mesh/events';

import { GATES_MIGRATION } from './gates/gates.migration.js';

/** The table from which alias moves are published. */
export const MODELS_OUTBOX = 'models.outbox';

/** Tables of the registry. */
export const MODELS_MIGRATIONS = [
  {
    name: 'versions',
    sql: `
      CREATE TABLE models.version (
        model text NOT NULL,
        number integer NOT NULL CHECK (number > 0),
        run_id text NOT NULL UNIQUE,
        document json NOT NULL,
        status text NOT NULL DEFAULT 'ready' CHECK (status IN ('ready', 'withdrawn')),
        created_at timestamptz NOT NULL,
        PRIMARY KEY (model, number)
      );
      CREATE FUNCTION models.keep_versions() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF TG_OP = 'UPDATE' AND (NEW.model, NEW.number, NEW.run_id, NEW.document::text, NEW.created_at)
            IS NOT DISTINCT FROM (OLD.model, OLD.number, OLD.run_id, OLD.document::text, OLD.created_at) THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'a model version never changes, but for its status' USING ERRCODE = 'restrict_violation';
      END $$;
      CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON models.version FOR EACH ROW EXECUTE FUNCTION models.keep_versions();
      CREATE TRIGGER keep_all BEFORE TRUNCATE ON models.version FOR EACH STATEMENT EXECUTE FUNCTION models.keep_versions();
      CREATE TABLE models.alias (
        model text NOT NULL,
        alias text NOT NULL,
        number integer NOT NULL,
        PRIMARY KEY (model, alias),
        FOREIGN KEY (model, number) REFERENCES models.version
      );
      CREATE TABLE models.alias_move (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        model text NOT NULL,
        alias text NOT NULL,
        number integer,
        previous integer,
        moved_by text NOT NULL,
        moved_at timestamptz NOT NULL
      );`,
  },
  outboxMigration(MODELS_OUTBOX),
  {
    name: 'moves by model',
    sql: 'CREATE INDEX alias_move_by_model ON models.alias_move (model, id DESC);',
  },
  GATES_MIGRATION,
] as const;
