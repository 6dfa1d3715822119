import type { AuditPlace } from './audit-cursor.js';
import type { AuditQuery } from './audit-query.js';

/** One decision as PostgreSQL gives it, taken out of its group. */
export interface DecisionRow {
  readonly at: Date;
  readonly event_id: string;
  readonly place: number;
  readonly number: string | number;
  readonly caller: string;
  readonly port: string;
  readonly purpose: string | null;
  readonly permitted: boolean;
  readonly rule: string;
  readonly trace_id: string;
}

/**
 * The statement for one page, exact and newest first without unpacking the whole record. Decisions are ordered by (time,
 * event, place, number). Each group has a decision at its own last time, so the first `count` decisions lie in the
 * `count` groups that end last, among those that end before the cursor, and in the groups that reach over the cursor's
 * time; those end within a second of it, because no group is longer. A question for a trace wants only some decisions of
 * a group, so it reads the groups of one second more.
 */
export function auditStatement(query: AuditQuery, after: AuditPlace | undefined, count: number) {
  const values: unknown[] = [];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const { caller, port, purpose, permitted, traceId, from, to } = query;

  const ofGroups = ['true'];
  const ofDecisions = ['true'];
  if (caller !== undefined) ofGroups.push(`caller = ${bind(caller)}`);
  if (port !== undefined) ofGroups.push(`port = ${bind(port)}`);
  if (purpose !== undefined) ofGroups.push(`purpose = ${bind(purpose)}`);
  if (permitted !== undefined) ofGroups.push(permitted ? 'permitted' : 'NOT permitted');
  if (from !== undefined) {
    const time = `${bind(from)}::timestamptz`;
    ofGroups.push(`last_at >= ${time}`);
    ofDecisions.push(`at >= ${time}`);
  }
  if (traceId !== undefined) {
    const trace = bind(traceId);
    ofGroups.push(`trace_ids @> ARRAY[${trace}]`);
    ofDecisions.push(`trace_id = ${trace}`);
  }

  const ends: string[] = [];
  if (after !== undefined) {
    const { at, eventId, place, number } = after;
    const time = `${bind(at)}::timestamptz`;
    ofDecisions.push(`(at, event_id, place, number) < (${time}, ${bind(eventId)}, ${bind(place)}, ${bind(number)})`);
    ends.push(time);
  }
  if (to !== undefined) {
    const time = `${bind(to)}::timestamptz`;
    ofDecisions.push(`at < ${time}`);
    ends.push(time);
  }
  const matching = `SELECT * FROM access.decisions WHERE ${ofGroups.join(' AND ')}`;
  const newest = (condition: string) => {
    const groups = `(${matching} AND ${condition} ORDER BY last_at DESC, event_id DESC, place DESC LIMIT ${bind(count)})`;
    if (traceId === undefined) return groups;
    return `(${matching} AND ${condition} AND last_at >= (SELECT min(last_at) FROM ${groups} n) - interval '1 second')`;
  };
  const end = ends.length === 0 ? undefined : `least(${ends.join(', ')})`;
  const groups =
    end === undefined
      ? newest('true')
      : `(${matching} AND last_at >= ${end} AND last_at < ${end} + interval '1 second' AND first_at <= ${end})
         UNION ALL ${newest(`last_at < ${end}`)}`;
  const text = `
    SELECT * FROM (
      SELECT g.first_at + after.ms * interval '1 millisecond' AS at, g.event_id, g.place, after.number,
             g.caller, g.port, g.purpose, g.permitted, g.rule, after.trace_id
      FROM (${groups}) g
      CROSS JOIN LATERAL unnest(g.trace_ids, g.after_ms) WITH ORDINALITY AS after (trace_id, ms, number)
    ) d
    WHERE ${ofDecisions.join(' AND ')}
    ORDER BY at DESC, event_id DESC, place DESC, number DESC
    LIMIT ${bind(count)}`;
  return { text, values };
}
