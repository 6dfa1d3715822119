/** Topics, their partitions and events; times of the log are milliseconds since 1970 and never go back in a partition. */
export const TABLES = `
CREATE TABLE topics (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  name text NOT NULL UNIQUE,
  partitions int NOT NULL CHECK (partitions BETWEEN 1 AND 256),
  retention_ms bigint NOT NULL CHECK (retention_ms > 0)
);

CREATE TABLE partitions (
  topic_id int NOT NULL REFERENCES topics ON DELETE CASCADE,
  partition int NOT NULL,
  earliest bigint NOT NULL DEFAULT 0,
  next_offset bigint NOT NULL DEFAULT 0,
  last_ms bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (topic_id, partition)
) WITH (fillfactor = 30);

CREATE TABLE events (
  topic_id int NOT NULL,
  partition int NOT NULL,
  log_offset bigint NOT NULL,
  appended_ms bigint NOT NULL,
  id text NOT NULL,
  source text NOT NULL,
  type text NOT NULL,
  time text NOT NULL,
  key text NOT NULL,
  traceparent text,
  data text NOT NULL,
  PRIMARY KEY (topic_id, partition, log_offset)
);

CREATE TABLE once (
  topic_id int NOT NULL,
  source text NOT NULL,
  id text NOT NULL,
  partition int NOT NULL,
  log_offset bigint NOT NULL,
  PRIMARY KEY (topic_id, source, id)
);
CREATE INDEX once_by_place ON once (topic_id, partition, log_offset);

CREATE TABLE members (
  group_name text NOT NULL,
  member uuid NOT NULL,
  topics int[] NOT NULL,
  lease_until timestamptz NOT NULL,
  PRIMARY KEY (group_name, member)
);

CREATE TABLE cursors (
  group_name text NOT NULL,
  topic_id int NOT NULL,
  partition int NOT NULL,
  committed bigint,
  owner uuid,
  epoch bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (group_name, topic_id, partition)
) WITH (fillfactor = 30);

CREATE TABLE dead_letters (
  group_name text NOT NULL,
  dead_at timestamptz NOT NULL DEFAULT now(),
  cause text NOT NULL,
  attempts int NOT NULL,
  LIKE events,
  PRIMARY KEY (topic_id, group_name, partition, log_offset)
);
`;

/** A schema's URI is written once, however many events name it: an event carries its number. */
export const SCHEMAS = `
CREATE TABLE schemas (
  id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  uri text NOT NULL UNIQUE
);
ALTER TABLE events ADD COLUMN schema_id int, ADD COLUMN extensions text;
ALTER TABLE dead_letters ADD COLUMN schema_id int, ADD COLUMN extensions text;
`;

/**
 * Topics that keep the last event of each key without end. Offsets have no gaps here, so that such a topic keeps the
 * others as well.
 */
export const COMPACTED = `
ALTER TABLE topics ADD COLUMN compacted boolean NOT NULL DEFAULT false;
`;

/** Dead letters on their way back to their group. */
export const REDELIVERY = `
ALTER TABLE dead_letters ADD COLUMN redeliver_at timestamptz;
CREATE INDEX dead_letters_to_redeliver ON dead_letters (group_name, topic_id, partition, log_offset)
  WHERE redeliver_at IS NOT NULL;
`;
