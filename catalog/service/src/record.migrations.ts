/** Tables of what is remembered of products beside their present description. */
export const RECORD_MIGRATIONS = [
  {
    name: 'record-of-products',
    sql: `
      ALTER TABLE catalog.seen_version ADD COLUMN replaced_at timestamptz;
      CREATE TABLE catalog.version (
        product_id text NOT NULL,
        version text NOT NULL,
        first_seen timestamptz NOT NULL,
        replaced_at timestamptz,
        PRIMARY KEY (product_id, version)
      );
      INSERT INTO catalog.version (product_id, version, first_seen)
        SELECT product_id, version, min(first_seen) FROM catalog.seen_version GROUP BY product_id, version;
      CREATE TABLE catalog.content (
        sha256 text PRIMARY KEY,
        text text NOT NULL
      );
      CREATE TABLE catalog.document (
        product_id text NOT NULL,
        version text NOT NULL,
        name text NOT NULL,
        sha256 text NOT NULL REFERENCES catalog.content,
        media_type text NOT NULL,
        first_seen timestamptz NOT NULL,
        last_seen timestamptz NOT NULL,
        PRIMARY KEY (product_id, version, name, sha256)
      );
      CREATE TABLE catalog.input (
        product_id text NOT NULL,
        name text NOT NULL,
        from_product text NOT NULL,
        from_port text NOT NULL,
        PRIMARY KEY (product_id, name)
      );
      CREATE INDEX input_from ON catalog.input (from_product, product_id, name);
      CREATE TABLE catalog.term_use (
        term text NOT NULL,
        product_id text NOT NULL,
        definition jsonb NOT NULL,
        fields jsonb NOT NULL,
        described_at timestamptz NOT NULL,
        PRIMARY KEY (term, product_id)
      );
      CREATE INDEX term_use_product ON catalog.term_use (product_id);
      CREATE TABLE catalog.standing (
        product_id text PRIMARY KEY,
        up boolean NOT NULL,
        since timestamptz NOT NULL
      );
      CREATE INDEX standing_up ON catalog.standing (product_id) WHERE up;`,
  },
  {
    name: 'changes',
    sql: `
      CREATE TABLE catalog.change (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        product_id text NOT NULL,
        version text NOT NULL,
        kind text NOT NULL,
        at timestamptz NOT NULL,
        detail jsonb NOT NULL
      );
      CREATE INDEX change_product ON catalog.change (product_id, id DESC);
      CREATE FUNCTION catalog.refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'changes are only ever added'; END $$;
      CREATE TRIGGER change_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON catalog.change
        FOR EACH STATEMENT EXECUTE FUNCTION catalog.refuse_rewriting();`,
  },
  {
    // A window of measures is kept at three grains, each as long as the question that it answers: an hour by minutes,
    // a day by tens of minutes, thirty days by quarters of a day.
    name: 'measures',
    sql: `
      CREATE TABLE catalog.measured_to (
        partition integer PRIMARY KEY,
        next bigint NOT NULL
      );
      CREATE TABLE catalog.measure (
        product_id text NOT NULL,
        port text NOT NULL,
        grain_minutes smallint NOT NULL,
        bucket timestamptz NOT NULL,
        calls bigint NOT NULL,
        faults bigint NOT NULL,
        events bigint NOT NULL,
        latencies bigint[] NOT NULL,
        worst_lag_ms double precision,
        PRIMARY KEY (product_id, grain_minutes, bucket, port)
      );
      CREATE INDEX measure_age ON catalog.measure (grain_minutes, bucket);
      CREATE TABLE catalog.caller_day (
        product_id text NOT NULL,
        port text NOT NULL,
        caller text NOT NULL,
        day date NOT NULL,
        calls bigint NOT NULL,
        last_used timestamptz NOT NULL,
        PRIMARY KEY (product_id, port, caller, day)
      );
      CREATE INDEX caller_day_age ON catalog.caller_day (day);
      CREATE TABLE catalog.dataset_state (
        product_id text NOT NULL,
        port text NOT NULL,
        rows bigint,
        lag_ms double precision,
        measured_at timestamptz NOT NULL,
        PRIMARY KEY (product_id, port)
      );
      CREATE TABLE catalog.rule_state (
        product_id text NOT NULL,
        port text NOT NULL,
        rule text NOT NULL,
        result text NOT NULL,
        observed double precision,
        checked_at timestamptz NOT NULL,
        broken boolean,
        since timestamptz,
        PRIMARY KEY (product_id, port, rule)
      );`,
  },
  {
    // A product that is described otherwise leaves the terms that its description before named: their key finds them.
    name: 'terms-without-index-of-products',
    sql: `DROP INDEX catalog.term_use_product;`,
  },
] as const;
