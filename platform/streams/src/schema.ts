import { inboxMigration, outboxMigration } from '@mesh/events';

/** The tables of inbox and outbox; identifiers of the program. */
export const INBOX_TABLE = 'streams.inbox';
export const OUTBOX_TABLE = 'streams.outbox';

/** Before any time that an event can have. */
export const LONG_AGO = -9_000_000_000_000_000;

/**
 * The state of stream processing: what was declared, where each task stands, its open windows, and the events that wait
 * for a partner. Times are milliseconds since 1970. State belongs to the task of a group, that is to a partition.
 * Indexes beside the primary keys are partial: a planner without statistics would take them for a look by key, too, and
 * read the whole task.
 */
const STATE = `
CREATE TABLE processings (
  group_name text PRIMARY KEY,
  shape text NOT NULL
);

CREATE TABLE tasks (
  group_name text NOT NULL,
  partition int NOT NULL,
  watermark bigint,
  inputs text NOT NULL,
  ticked_at bigint NOT NULL,
  results bigint NOT NULL DEFAULT 0,
  corrections bigint NOT NULL DEFAULT 0,
  late bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (group_name, partition)
) WITH (fillfactor = 30);

CREATE TABLE windows (
  group_name text NOT NULL,
  partition int NOT NULL,
  key text NOT NULL,
  starts bigint NOT NULL,
  ends bigint NOT NULL,
  id uuid NOT NULL,
  revision int NOT NULL,
  figures text NOT NULL,
  PRIMARY KEY (group_name, partition, key, starts)
) WITH (fillfactor = 70);
CREATE INDEX windows_due ON windows (group_name, partition, ends) WHERE revision = 0;
CREATE INDEX windows_given ON windows (group_name, partition, ends) WHERE revision > 0;

CREATE TABLE waiting (
  group_name text NOT NULL,
  partition int NOT NULL,
  side text NOT NULL,
  key text NOT NULL,
  at bigint NOT NULL,
  source text NOT NULL,
  id text NOT NULL,
  data text NOT NULL,
  matched boolean NOT NULL,
  PRIMARY KEY (group_name, partition, side, key, at, source, id)
) WITH (fillfactor = 90);
CREATE INDEX waiting_by_time ON waiting (group_name, partition, side, at) WHERE at > ${LONG_AGO};
`;

/**
 * A join that was fed by way of an internal topic had a task for each of its partitions; now it has one. Its group reads
 * the sources from their start: what waits already is known, and what does not is joined or too late.
 */
const JOINS_HAVE_ONE_TASK = `
CREATE TEMPORARY TABLE carried ON COMMIT DROP AS
  SELECT group_name FROM processings j
  WHERE j.shape::json -> 'on' IS NOT NULL AND EXISTS (
    SELECT FROM inbox_places p WHERE p.group_name = j.group_name AND p.topic = j.group_name || '.repartition');
UPDATE waiting SET partition = 0 WHERE partition > 0 AND group_name IN (SELECT group_name FROM carried);
UPDATE tasks t SET watermark = a.watermark, results = a.results, corrections = a.corrections, late = a.late
  FROM (SELECT group_name, min(watermark) AS watermark, sum(results) AS results, sum(corrections) AS corrections,
          sum(late) AS late FROM tasks WHERE group_name IN (SELECT group_name FROM carried) GROUP BY group_name) AS a
  WHERE t.group_name = a.group_name AND t.partition = 0;
DELETE FROM tasks WHERE partition > 0 AND group_name IN (SELECT group_name FROM carried);
DELETE FROM inbox WHERE group_name IN (SELECT group_name FROM processings WHERE shape::json -> 'on' IS NOT NULL);
`;

/**
 * Events wait under the number of their task: an index that repeats the name of the group, the source and the id for
 * each key was as large as the events themselves. Who waits under several keys has its data under the first of them.
 */
const WAITING_BY_NUMBER = `
ALTER TABLE tasks ADD COLUMN task int GENERATED ALWAYS AS IDENTITY UNIQUE;
ALTER TABLE waiting RENAME TO waiting_before;
DROP INDEX waiting_by_time;
CREATE TABLE waiting (
  task int NOT NULL,
  at bigint NOT NULL,
  is_left boolean NOT NULL,
  matched boolean NOT NULL,
  key text NOT NULL,
  source text NOT NULL,
  id text NOT NULL,
  data text,
  held_under text,
  CHECK ((data IS NULL) <> (held_under IS NULL))
) WITH (fillfactor = 90);
INSERT INTO waiting (task, at, is_left, matched, key, source, id, data)
  SELECT t.task, w.at, w.side = 'left', w.matched, w.key, w.source, w.id, w.data
  FROM waiting_before w JOIN tasks t USING (group_name, partition) ORDER BY w.at;
DROP TABLE waiting_before;
CREATE INDEX waiting_by_key ON waiting (task, is_left, key, at);
CREATE INDEX waiting_by_time ON waiting (task, is_left, at) WHERE at > ${LONG_AGO};
`;

/** The schema `streams`; the tables of inbox and outbox are in it. */
export const STREAMS_MIGRATIONS: readonly { readonly name: string; readonly sql: string }[] = [
  { name: '001-state', sql: STATE },
  { name: '002-inbox', sql: inboxMigration(INBOX_TABLE).sql },
  { name: '003-outbox', sql: outboxMigration(OUTBOX_TABLE).sql },
  { name: '004-joins-have-one-task', sql: JOINS_HAVE_ONE_TASK },
  { name: '005-waiting-by-number', sql: WAITING_BY_NUMBER },
];
