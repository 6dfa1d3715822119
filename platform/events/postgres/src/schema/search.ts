/**
 * The first offset whose event was appended at or after a time: times never go back in a partition and offsets have no
 * gaps, so halving the range finds it by the primary key alone. The next offset where all events are older.
 */
export const OFFSET_AT = `
CREATE FUNCTION offset_at(p_topic int, p_partition int, p_ms bigint) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  low bigint;
  high bigint;
  middle bigint;
  found_ms bigint;
BEGIN
  SELECT earliest, next_offset INTO low, high FROM events.partitions WHERE topic_id = p_topic AND partition = p_partition;
  WHILE low < high LOOP
    middle := (low + high) / 2;
    SELECT appended_ms INTO found_ms FROM events.events
      WHERE topic_id = p_topic AND partition = p_partition AND log_offset = middle;
    IF found_ms IS NULL OR found_ms < p_ms THEN low := middle + 1; ELSE high := middle; END IF;
  END LOOP;
  RETURN low;
END $$;
`;
