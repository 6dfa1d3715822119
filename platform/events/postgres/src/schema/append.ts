/** What the functions of a later version take besides: nothing in the first, whose text stays as it was applied. */
interface MoreColumns {
  readonly parameters: string;
  readonly arguments: string;
  readonly names: string;
  readonly placed: string;
}

const FIRST: MoreColumns = { parameters: '', arguments: '', names: '', placed: '' };
const WITH_ATTRIBUTES: MoreColumns = {
  parameters: ', p_extensions text[], p_schema int[]',
  arguments: ', p_extensions, p_schema',
  names: ', extensions, schema_id',
  placed: ', p.extensions, p.schema_id',
};

const PARAMETERS = `
  p_topics int[], p_partitions int[], p_counts int[],
  p_slot int[], p_rank int[], p_id text[], p_source text[], p_type text[], p_time text[], p_key text[],
  p_traceparent text[], p_data text[]`;

const NOW_MS = `floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint`;

/**
 * Writes a flush. The first three arrays name the partitions it touches, sorted, so that writers lock them in the same
 * order; `p_slot` says for each event which of them it belongs to (from 1) and `p_rank` where in it (from 0). The row
 * lock on a partition is held until the commit, hence offsets become visible in their order and without a gap.
 */
const append = (more: MoreColumns): string => `
CREATE FUNCTION append(${PARAMETERS}${more.parameters}) RETURNS bigint[] LANGUAGE plpgsql AS $$
DECLARE
  firsts bigint[] := array_fill(0::bigint, ARRAY[cardinality(p_topics)]);
  times bigint[] := array_fill(0::bigint, ARRAY[cardinality(p_topics)]);
  first_offset bigint;
  now_ms bigint;
BEGIN
  FOR i IN 1 .. cardinality(p_topics) LOOP
    UPDATE events.partitions
      SET next_offset = next_offset + p_counts[i], last_ms = greatest(last_ms, ${NOW_MS})
      WHERE topic_id = p_topics[i] AND partition = p_partitions[i]
      RETURNING next_offset - p_counts[i], last_ms INTO STRICT first_offset, now_ms;
    firsts[i] := first_offset;
    times[i] := now_ms;
  END LOOP;
  INSERT INTO events.events
      (topic_id, partition, log_offset, appended_ms, id, source, type, time, key, traceparent, data${more.names})
    SELECT p_topics[slot], p_partitions[slot], firsts[slot] + rank, times[slot], id, source, type, time, key, traceparent, data${more.names}
    FROM unnest(p_slot, p_rank, p_id, p_source, p_type, p_time, p_key, p_traceparent, p_data${more.arguments})
      AS given(slot, rank, id, source, type, time, key, traceparent, data${more.names});
  RETURN firsts;
END $$;
`;

/** As `append`, for a flush with `once` events: repeats get no offset but the place of their first writing. */
const appendOnce = (more: MoreColumns): string => `
CREATE FUNCTION append_once(${PARAMETERS}${more.parameters}, p_once boolean[])
RETURNS TABLE (in_partition int, at_offset bigint) LANGUAGE plpgsql AS $$
BEGIN
  FOR i IN 1 .. cardinality(p_topics) LOOP
    PERFORM 1 FROM events.partitions p WHERE p.topic_id = p_topics[i] AND p.partition = p_partitions[i] FOR UPDATE;
  END LOOP;
  RETURN QUERY
  WITH given AS (
    SELECT g.*, p_topics[slot] AS topic_id, p_partitions[slot] AS partition
    FROM unnest(p_slot, p_rank, p_id, p_source, p_type, p_time, p_key, p_traceparent, p_data${more.arguments}, p_once) WITH ORDINALITY
      AS g(slot, rank, id, source, type, time, key, traceparent, data${more.names}, once, nth)
  ), compared AS (
    SELECT g.*, o.partition AS first_partition, o.log_offset AS first_offset,
      g.once AND o.log_offset IS NULL
        AND row_number() OVER (PARTITION BY g.topic_id, g.source, g.id, g.once ORDER BY g.nth) > 1 AS repeated
    FROM given g
      LEFT JOIN events.once o ON g.once AND o.topic_id = g.topic_id AND o.source = g.source AND o.id = g.id
  ), placed AS (
    SELECT c.*, greatest(p.last_ms, ${NOW_MS}) AS appended_ms,
      p.next_offset - 1 + count(*) OVER (PARTITION BY c.slot ORDER BY c.nth) AS log_offset
    FROM compared c JOIN events.partitions p ON p.topic_id = c.topic_id AND p.partition = c.partition
    WHERE c.first_offset IS NULL AND NOT c.repeated
  ), written AS (
    INSERT INTO events.events
        (topic_id, partition, log_offset, appended_ms, id, source, type, time, key, traceparent, data${more.names})
      SELECT p.topic_id, p.partition, p.log_offset, p.appended_ms, p.id, p.source, p.type, p.time, p.key, p.traceparent, p.data${more.placed}
      FROM placed p
  ), remembered AS (
    INSERT INTO events.once (topic_id, source, id, partition, log_offset)
      SELECT p.topic_id, p.source, p.id, p.partition, p.log_offset FROM placed p WHERE p.once
  ), moved AS (
    UPDATE events.partitions p SET next_offset = s.last_offset + 1, last_ms = s.appended_ms
      FROM (SELECT topic_id, partition, max(log_offset) AS last_offset, max(appended_ms) AS appended_ms
            FROM placed GROUP BY 1, 2) s
      WHERE p.topic_id = s.topic_id AND p.partition = s.partition
  )
  SELECT coalesce(c.first_partition, p.partition, twin.partition), coalesce(c.first_offset, p.log_offset, twin.log_offset)
  FROM compared c
    LEFT JOIN placed p ON p.nth = c.nth
    LEFT JOIN placed twin ON c.repeated AND twin.once
      AND twin.topic_id = c.topic_id AND twin.source = c.source AND twin.id = c.id
  ORDER BY c.nth;
END $$;
`;

export const APPEND = append(FIRST);
export const APPEND_ONCE = appendOnce(FIRST);

/** With the schema and the extension attributes of each event; the functions before stay for a process of the version before, on the same database. */
export const APPEND_WITH_ATTRIBUTES = append(WITH_ATTRIBUTES) + appendOnce(WITH_ATTRIBUTES);
