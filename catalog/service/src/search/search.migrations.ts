/** Tables of the search; they join those of the catalog. */
export const SEARCH_MIGRATIONS = [
  {
    // One row a product in a table of its own: a heartbeat or a measurement never touches these indexes. The small
    // indexes keep a very frequent word cheap: the most used products make the first page, samples do the counting.
    // Rows are kept whole: ranking reads a thousand of them, and what lies elsewhere costs three times as much.
    name: 'search-entries',
    sql: `
      CREATE TABLE catalog.search_entry (
        product_id text PRIMARY KEY REFERENCES catalog.product ON DELETE CASCADE,
        format integer NOT NULL,
        names tsvector NOT NULL,
        document tsvector NOT NULL,
        facets text[] NOT NULL,
        lifecycle text NOT NULL,
        top smallint NOT NULL DEFAULT 0,
        sample smallint NOT NULL
      ) WITH (toast_tuple_target = 8160);
      CREATE INDEX search_names ON catalog.search_entry USING gin (names, facets);
      CREATE INDEX search_document ON catalog.search_entry USING gin (document, facets);
      CREATE INDEX search_top ON catalog.search_entry USING gin (document, facets) WHERE top > 0;
      CREATE INDEX search_very_top ON catalog.search_entry USING gin (document, facets) WHERE top > 1;
      CREATE INDEX search_sample ON catalog.search_entry USING gin (document, facets) WHERE sample > 0;
      CREATE INDEX search_small_sample ON catalog.search_entry USING gin (document, facets) WHERE sample > 1;
      CREATE TABLE catalog.product_use (
        product_id text PRIMARY KEY REFERENCES catalog.product ON DELETE CASCADE,
        calls double precision NOT NULL,
        consumers integer NOT NULL,
        weight real NOT NULL,
        top smallint NOT NULL DEFAULT 0
      );
      CREATE INDEX product_use_weight ON catalog.product_use (weight DESC, product_id);
      ALTER TABLE catalog.product SET (toast_tuple_target = 8160);
      DROP TABLE catalog.field;
      ALTER TABLE catalog.product DROP COLUMN tags, DROP COLUMN ports, DROP COLUMN body, DROP COLUMN document;`,
  },
  {
    // A phrase stands here once for each word that it can be begun with.
    name: 'phrases',
    sql: `
      CREATE TABLE catalog.phrase (
        start text NOT NULL,
        phrase text NOT NULL,
        kind text NOT NULL,
        PRIMARY KEY (kind, phrase, start)
      );
      CREATE INDEX phrase_start ON catalog.phrase (start text_pattern_ops);`,
  },
  {
    name: 'similar-words',
    sql: `
      DO $$ DECLARE home text; BEGIN
        SELECT quote_ident(nspname) INTO home FROM pg_extension JOIN pg_namespace ON pg_namespace.oid = extnamespace
        WHERE extname = 'pg_trgm';
        IF home IS NOT NULL THEN
          EXECUTE format('CREATE INDEX word_similar ON catalog.word USING gin (word %s.gin_trgm_ops)', home);
        END IF;
      END $$;
      CREATE INDEX word_beginning ON catalog.word (word text_pattern_ops);`,
  },
  {
    // Few products are found by their names alone: filtering them costs less than writing every facet once more.
    name: 'names-without-facets',
    sql: `
      DROP INDEX catalog.search_names;
      CREATE INDEX search_names ON catalog.search_entry USING gin (names);`,
  },
  {
    // Every question is planned without looking at values: nobody reads statistics that cost seconds to make.
    name: 'no-statistics-of-words',
    sql: `
      ALTER TABLE catalog.search_entry
        ALTER COLUMN names SET STATISTICS 0, ALTER COLUMN document SET STATISTICS 0, ALTER COLUMN facets SET STATISTICS 0;`,
  },
] as const;
