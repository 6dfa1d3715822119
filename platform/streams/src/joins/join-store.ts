import type { JoinPlan } from '../plan/stream-plan.js';
import type { Data } from '../reading/arrival.js';
import { LONG_AGO } from '../schema.js';
import type { Task } from '../task/task.js';
import { partnersOf } from './join-times.js';
import type { Waiting } from './waiting.js';

interface WaitingRow {
  readonly is_left: boolean;
  readonly key: string;
  readonly at: string | number;
  readonly source: string;
  readonly id: string;
  readonly data: string;
  readonly matched: boolean;
}

type FoundRow = WaitingRow & { readonly nth: string | number };

/** An event of the batch, by its place, with one who waited for it. */
export interface Found {
  readonly nth: number;
  readonly partner: Waiting;
}

/** Whom a released event leaves behind, and how many were released. */
export interface Released {
  readonly count: number;
  readonly alone: readonly Waiting[];
}

const COLUMNS = 'w.is_left, w.key, w.at, w.source, w.id, w.data, w.matched';
/** One row of the state, as `g` names it. */
const SAME =
  'w.task = $1 AND w.is_left = g.is_left AND w.key = g.key AND w.at = g.at AND w.source = g.source AND w.id = g.id';
const isLeft = ({ side }: Pick<Waiting, 'side'>): boolean => side === 'left';

/** The events of a task that wait for partners. */
export class JoinStore {
  constructor(
    private readonly plan: JoinPlan,
    private readonly task: Task,
  ) {}

  /** Those who waited for these events, some at a time: one event may have very many partners. */
  async *partners(events: readonly Waiting[], atOnce: number): AsyncIterable<readonly Found[]> {
    const spans = events.map((event) => partnersOf(this.plan, event));
    if (!(await this.areAwaited(events, spans))) return;
    const given = [
      events.map((event) => !isLeft(event)),
      events.map(({ key }) => key),
      spans.map(([from]) => from),
      spans.map(([, to]) => to),
    ];
    let after: readonly unknown[] = [0, 0, '', ''];
    for (let found = atOnce; found === atOnce;) {
      const rows = await this.task.transaction.query<FoundRow>(
        // A look into the index for each: the planner, left to itself, reads all who wait in the task.
        `SELECT f.nth, f.is_left, f.key, f.at, f.source, f.id, f.matched, coalesce(f.data, (
             SELECT w.data FROM streams.waiting w WHERE w.task = $1 AND w.is_left = f.is_left AND w.key = f.held_under
               AND w.at = f.at AND w.source = f.source AND w.id = f.id)) AS data
         FROM (
           SELECT g.nth, w.* FROM unnest($2::boolean[], $3::text[], $4::bigint[], $5::bigint[])
             WITH ORDINALITY AS g(is_left, key, earliest, latest, nth) CROSS JOIN LATERAL (
               SELECT ${COLUMNS}, w.held_under FROM streams.waiting w
               WHERE w.task = $1 AND w.is_left = g.is_left AND w.key = g.key AND w.at BETWEEN g.earliest AND g.latest
               OFFSET 0
             ) AS w
           WHERE g.nth >= $6 AND (g.nth, w.at, w.source, w.id) > ($6::bigint, $7::bigint, $8::text, $9::text)
           ORDER BY g.nth, w.at, w.source, w.id LIMIT $10
         ) AS f ORDER BY f.nth, f.at, f.source, f.id`,
        [this.task.number, ...given, ...after, atOnce],
      );
      found = rows.length;
      const last = rows.at(-1);
      if (last === undefined) return;
      after = [last.nth, last.at, last.source, last.id];
      yield rows.map((row) => ({ nth: Number(row.nth) - 1, partner: waiting(row) }));
    }
  }

  /** Puts events with those who wait; gives those that did not wait yet. */
  async add(events: readonly Waiting[]): Promise<readonly Waiting[]> {
    if (events.length === 0) return [];
    const fresh = await this.task.transaction.query<{ nth: number }>(
      // Looked for, one by one: nothing makes rows unique but that the task is ours and nobody else adds to it.
      `WITH fresh AS MATERIALIZED (
         SELECT g.* FROM unnest($2::boolean[], $3::text[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[])
           WITH ORDINALITY AS g(is_left, key, at, source, id, data, held_under, nth)
         WHERE (SELECT true FROM streams.waiting w WHERE ${SAME} LIMIT 1) IS NULL
       ), written AS (
         INSERT INTO streams.waiting (task, at, is_left, matched, key, source, id, data, held_under)
         SELECT $1::int, at, is_left, false, key, source, id, data, held_under FROM fresh
       )
       SELECT nth::int AS nth FROM fresh ORDER BY nth`,
      [
        ...this.named(events),
        events.map(({ data, heldUnder }) => (heldUnder === undefined ? JSON.stringify(data) : null)),
        events.map(({ heldUnder }) => heldUnder ?? null),
      ],
    );
    return fresh.map(({ nth }) => events[nth - 1] as Waiting);
  }

  /** Remembers that these have found a partner. */
  async mark(events: readonly Waiting[]): Promise<void> {
    if (events.length === 0) return;
    await this.task.transaction.query(
      `UPDATE streams.waiting w SET matched = true
       FROM unnest($2::boolean[], $3::text[], $4::bigint[], $5::text[], $6::text[]) AS g(is_left, key, at, source, id)
       WHERE ${SAME}`,
      this.named(events),
    );
  }

  /** Up to `limit` events of a side that are older than this wait no longer, the oldest first; gives who stayed alone. */
  async release(side: 'left' | 'right', before: number, limit: number): Promise<Released> {
    const rows = await this.task.transaction.query<WaitingRow & { readonly released: number }>(
      // By their places in the table: joined by name, the planner may read all who wait to delete none. The task is ours.
      `WITH gone AS (
         DELETE FROM streams.waiting w WHERE ctid = ANY (ARRAY(
           SELECT w.ctid FROM streams.waiting w
           WHERE w.task = $1 AND w.is_left = $2 AND w.at > ${LONG_AGO} AND w.at < $3 ORDER BY w.at LIMIT $4
         )) RETURNING ${COLUMNS}
       )
       SELECT c.released, w.* FROM (SELECT count(*)::int AS released FROM gone) AS c
         LEFT JOIN gone w ON $5 AND NOT w.matched ORDER BY w.at, w.source, w.id`,
      [this.task.number, side === 'left', before, limit, side === 'left' && this.plan.unmatched],
    );
    const alone = rows.filter(({ id }) => id !== null);
    return { count: rows[0]?.released ?? 0, alone: alone.map(waiting) };
  }

  /** Whether anybody waits at all who may be a partner, by time alone: mostly nobody does, and one look tells. */
  private async areAwaited(
    events: readonly Waiting[],
    spans: readonly (readonly [from: number, to: number])[],
  ): Promise<boolean> {
    for (const side of ['left', 'right'] as const) {
      let [from, to] = [Infinity, -Infinity];
      spans.forEach((span, nth) => {
        if (events[nth]?.side !== side) return;
        from = Math.min(from, span[0]);
        to = Math.max(to, span[1]);
      });
      if (from > to) continue;
      const found = await this.task.transaction.query(
        // Ordered, so that it is one look into the index by time.
        `SELECT w.at FROM streams.waiting w
         WHERE w.task = $1 AND w.is_left = $2 AND w.at > ${LONG_AGO} AND w.at BETWEEN $3 AND $4 ORDER BY w.at LIMIT 1`,
        [this.task.number, side === 'right', from, to],
      );
      if (found.length > 0) return true;
    }
    return false;
  }

  /** What tells rows apart, column by column. */
  private named(events: readonly Waiting[]): readonly unknown[] {
    return [
      this.task.number,
      ...[events.map(isLeft), events.map(({ key }) => key), events.map(({ at }) => at)],
      ...[events.map(({ source }) => source), events.map(({ id }) => id)],
    ];
  }
}

const waiting = ({ is_left, key, at, source, id, data, matched }: WaitingRow): Waiting => ({
  ...{ side: is_left ? 'left' : 'right', key, at: Number(at), source, id, matched },
  data: JSON.parse(data) as Data,
});
