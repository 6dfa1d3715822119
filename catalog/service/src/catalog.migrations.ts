/** Tables of the catalog. */
export const CATALOG_MIGRATIONS = [
  {
    name: 'products',
    sql: `
      CREATE TABLE catalog.product (
        id text PRIMARY KEY,
        domain text NOT NULL,
        tags text[] NOT NULL,
        ports text[] NOT NULL,
        description json NOT NULL,
        description_hash text NOT NULL,
        body text NOT NULL,
        document tsvector NOT NULL,
        first_seen timestamptz NOT NULL,
        last_seen timestamptz NOT NULL
      );
      CREATE INDEX product_document ON catalog.product USING gin (document);
      CREATE INDEX product_domain ON catalog.product (domain, id);
      CREATE INDEX product_tags ON catalog.product USING gin (tags);
      CREATE INDEX product_ports ON catalog.product USING gin (ports);
      CREATE TABLE catalog.field (
        product_id text NOT NULL REFERENCES catalog.product ON DELETE CASCADE,
        port text NOT NULL,
        name text NOT NULL,
        body text NOT NULL,
        document tsvector NOT NULL,
        PRIMARY KEY (product_id, port, name)
      );
      CREATE TABLE catalog.seen_version (
        product_id text NOT NULL REFERENCES catalog.product ON DELETE CASCADE,
        description_hash text NOT NULL,
        version text NOT NULL,
        first_seen timestamptz NOT NULL,
        PRIMARY KEY (product_id, description_hash)
      );
      CREATE TABLE catalog.instance (
        product_id text NOT NULL REFERENCES catalog.product ON DELETE CASCADE,
        instance text NOT NULL,
        address text NOT NULL,
        last_seen timestamptz NOT NULL,
        stopped boolean NOT NULL,
        PRIMARY KEY (product_id, instance)
      );
      CREATE TABLE catalog.word (word text PRIMARY KEY);`,
  },
  {
    // A server that does not offer the extension, or not to us, leaves the search without tolerance for typing errors.
    name: 'typing-errors',
    sql: `
      DO $$ BEGIN
        CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA catalog;
      EXCEPTION WHEN OTHERS THEN
        RAISE NOTICE 'pg_trgm is not available';
      END $$;`,
  },
] as const;
