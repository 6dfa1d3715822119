/**
 * Renews a member's lease, drops members whose lease ran out, and hands the member its share: partition p of topic t
 * belongs to member number (p + t) modulo n of those who read t. A partition changes hands only when nobody owns it, and
 * then gets a new epoch, by which commits of its former owner are refused.
 */
export const KEEP_LEASE = `
CREATE FUNCTION keep_lease(p_group text, p_member uuid, p_topics int[], p_from_latest boolean, p_lease_ms int)
RETURNS TABLE (topic_id int, partition int, epoch bigint, committed bigint, keep boolean) LANGUAGE plpgsql AS $$
DECLARE
  lease interval := make_interval(secs => p_lease_ms / 1000.0);
  changed boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('events group ' || p_group, 0));
  DELETE FROM events.members m WHERE m.group_name = p_group AND m.lease_until < clock_timestamp();
  changed := FOUND;
  UPDATE events.members m SET lease_until = clock_timestamp() + lease WHERE m.group_name = p_group AND m.member = p_member;
  IF NOT FOUND THEN
    INSERT INTO events.members VALUES (p_group, p_member, p_topics, clock_timestamp() + lease);
    INSERT INTO events.cursors (group_name, topic_id, partition, committed)
      SELECT p_group, p.topic_id, p.partition, CASE WHEN p_from_latest THEN p.next_offset END
      FROM events.partitions p WHERE p.topic_id = ANY (p_topics)
      ON CONFLICT DO NOTHING;
    changed := true;
  END IF;
  IF changed THEN
    UPDATE events.cursors c SET owner = NULL WHERE c.group_name = p_group AND c.owner IS NOT NULL
      AND NOT EXISTS (SELECT FROM events.members m WHERE m.group_name = p_group AND m.member = c.owner);
    PERFORM pg_notify('mesh_events_groups', md5(p_group));
  END IF;
  UPDATE events.cursors c SET owner = p_member, epoch = c.epoch + 1
    FROM events.share_of(p_group, p_member) s
    WHERE c.group_name = p_group AND c.topic_id = s.topic_id AND c.partition = s.partition AND c.owner IS NULL;
  RETURN QUERY
    SELECT c.topic_id, c.partition, c.epoch, coalesce(c.committed, 0), s.topic_id IS NOT NULL
    FROM events.cursors c
      LEFT JOIN events.share_of(p_group, p_member) s ON s.topic_id = c.topic_id AND s.partition = c.partition
    WHERE c.group_name = p_group AND c.owner = p_member;
END $$;
`;

/** The partitions that a member ought to have. */
export const SHARE_OF = `
CREATE FUNCTION share_of(p_group text, p_member uuid) RETURNS TABLE (topic_id int, partition int) LANGUAGE sql STABLE AS $$
  WITH readers AS (
    SELECT m.member, t.id, row_number() OVER (PARTITION BY t.id ORDER BY m.member) - 1 AS nth, count(*) OVER (PARTITION BY t.id) AS n
    FROM events.members m CROSS JOIN LATERAL unnest(m.topics) AS t(id)
    WHERE m.group_name = p_group
  )
  SELECT p.topic_id, p.partition FROM events.partitions p JOIN readers r ON r.id = p.topic_id
  WHERE r.member = p_member AND (p.topic_id + p.partition) % r.n = r.nth
$$;
`;

/** Ends a membership: its partitions are free at once. */
export const LEAVE = `
CREATE FUNCTION leave(p_group text, p_member uuid) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('events group ' || p_group, 0));
  DELETE FROM events.members WHERE group_name = p_group AND member = p_member;
  UPDATE events.cursors SET owner = NULL WHERE group_name = p_group AND owner = p_member;
  PERFORM pg_notify('mesh_events_groups', md5(p_group));
END $$;
`;
