/** Overrides of gates, and the rule of who may become champion as one function of the database. */
export const GATES_MIGRATION = {
  name: 'gates and overrides',
  sql: `
    CREATE TABLE models.override (
      id uuid PRIMARY KEY,
      model text NOT NULL,
      number integer NOT NULL,
      reason text NOT NULL,
      requested_by text NOT NULL,
      requested_at timestamptz NOT NULL,
      approved_by text,
      approved_at timestamptz,
      FOREIGN KEY (model, number) REFERENCES models.version,
      CHECK ((approved_by IS NULL) = (approved_at IS NULL)),
      CHECK (approved_by <> requested_by)
    );
    CREATE INDEX override_by_version ON models.override (model, number, requested_at);
    CREATE FUNCTION models.keep_overrides() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      IF TG_OP = 'UPDATE' AND OLD.approved_at IS NULL AND NEW.approved_at IS NOT NULL
          AND (NEW.id, NEW.model, NEW.number, NEW.reason, NEW.requested_by, NEW.requested_at)
          IS NOT DISTINCT FROM (OLD.id, OLD.model, OLD.number, OLD.reason, OLD.requested_by, OLD.requested_at) THEN
        RETURN NEW;
      END IF;
      RAISE EXCEPTION 'an override is approved once and never changes otherwise' USING ERRCODE = 'restrict_violation';
    END $$;
    CREATE TRIGGER keep BEFORE UPDATE OR DELETE ON models.override FOR EACH ROW EXECUTE FUNCTION models.keep_overrides();
    CREATE TRIGGER keep_all BEFORE TRUNCATE ON models.override FOR EACH STATEMENT EXECUTE FUNCTION models.keep_overrides();
    CREATE FUNCTION models.may_serve(of_model text, of_number integer) RETURNS boolean LANGUAGE sql STABLE AS $$
      SELECT EXISTS (SELECT 1 FROM models.alias_move
               WHERE model = of_model AND alias = 'champion' AND number = of_number)
          OR EXISTS (SELECT 1 FROM models.override
               WHERE model = of_model AND number = of_number AND approved_at IS NOT NULL)
          OR coalesce((SELECT CASE WHEN document -> 'gates' IS NULL
                 THEN NOT EXISTS (SELECT 1 FROM models.version AS earlier
                        WHERE earlier.model = of_model AND earlier.number < of_number AND earlier.document -> 'gates' IS NOT NULL)
                 ELSE NOT EXISTS (SELECT 1 FROM json_array_elements(document -> 'gates') AS verdict
                        WHERE NOT (verdict ->> 'passed')::boolean) END
               FROM models.version WHERE model = of_model AND number = of_number), false)
    $$;`,
} as const;
