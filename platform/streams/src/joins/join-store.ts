import type { JoinPlan } from '../plan/stream-plan.js';
import type { Data } from '../reading/arrival.js';
import { LONG_AGO } from '../schema.js';
import type { Task } from '../task/task.js';
import { partnersOf } from './join-times.js';
import type { Waiting } from './waiting.js';

interface WaitingRow {
  readonly side: 'left' | 'right';
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

const COLUMNS = 'w.side, w.key, w.at, w.source, w.id, w.data, w.matched';
const OWN = 'w.group_name = $1 AND w.partition = $2';

/** The events of a task that wait for partners. */
export class JoinStore {
  constructor(
    private readonly plan: JoinPlan,
    private readonly task: Task,
  ) {}

  /** Those who waited for these events, some at a time: one event may have very many partners. */
  async *partners(events: readonly Waiting[], atOnce: number): AsyncIterable<readonly Found[]> {
    const spans = events.map((event) => partnersOf(this.plan, event));
    const given = [
      events.map(({ side }) => (side === 'left' ? 'right' : 'left')),
      events.map(({ key }) => key),
      spans.map(([from]) => from),
      spans.map(([, to]) => to),
    ];
    let after: readonly unknown[] = [0, 0, '', ''];
    for (let found = atOnce; found === atOnce;) {
      const rows = await this.task.transaction.query<FoundRow>(
        // A look into the index for each: the planner, left to itself, reads all who wait in the task.
        `SELECT g.nth, w.* FROM unnest($3::text[], $4::text[], $5::bigint[], $6::bigint[])
           WITH ORDINALITY AS g(side, key, earliest, latest, nth) CROSS JOIN LATERAL (
             SELECT ${COLUMNS} FROM streams.waiting w
             WHERE ${OWN} AND w.side = g.side AND w.key = g.key AND w.at BETWEEN g.earliest AND g.latest OFFSET 0
           ) AS w
         WHERE g.nth >= $7 AND (g.nth, w.at, w.source, w.id) > ($7::bigint, $8::bigint, $9::text, $10::text)
         ORDER BY g.nth, w.at, w.source, w.id LIMIT $11`,
        [...this.task.place, ...given, ...after, atOnce],
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
    const column = <Value>(of: (event: Waiting) => Value): Value[] => events.map(of);
    const fresh = await this.task.transaction.query<{ nth: number }>(
      // Looked for, one by one, instead of ON CONFLICT, which writes each row twice: the task is ours, nobody adds to it.
      `WITH fresh AS MATERIALIZED (
         SELECT g.* FROM unnest($3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[], $8::text[])
           WITH ORDINALITY AS g(side, key, at, source, id, data, nth)
         WHERE (SELECT true FROM streams.waiting w
           WHERE ${OWN} AND w.side = g.side AND w.key = g.key AND w.at = g.at AND w.source = g.source AND w.id = g.id
         ) IS NULL
       ), written AS (
         INSERT INTO streams.waiting (group_name, partition, side, key, at, source, id, data, matched)
         SELECT $1, $2::int, side, key, at, source, id, data, false FROM fresh
       )
       SELECT nth::int AS nth FROM fresh ORDER BY nth`,
      [
        ...this.task.place,
        ...[column(({ side }) => side), column(({ key }) => key), column(({ at }) => at)],
        ...[column(({ source }) => source), column(({ id }) => id), column(({ data }) => JSON.stringify(data))],
      ],
    );
    return fresh.map(({ nth }) => events[nth - 1] as Waiting);
  }

  /** Remembers that these have found a partner. */
  async mark(events: readonly Waiting[]): Promise<void> {
    if (events.length === 0) return;
    await this.task.transaction.query(
      `UPDATE streams.waiting w SET matched = true
       FROM unnest($3::text[], $4::text[], $5::bigint[], $6::text[], $7::text[]) AS g(side, key, at, source, id)
       WHERE ${OWN} AND w.side = g.side AND w.key = g.key AND w.at = g.at AND w.source = g.source AND w.id = g.id`,
      [
        ...this.task.place,
        ...[events.map(({ side }) => side), events.map(({ key }) => key), events.map(({ at }) => at)],
        ...[events.map(({ source }) => source), events.map(({ id }) => id)],
      ],
    );
  }

  /** Up to `limit` events of a side that are older than this and wait no longer, the oldest first. */
  async release(side: 'left' | 'right', before: number, limit: number): Promise<readonly Waiting[]> {
    const rows = await this.task.transaction.query<WaitingRow>(
      // By their places in the table: joined by name, the planner may read all who wait to delete none. The task is ours.
      `WITH gone AS (
         DELETE FROM streams.waiting w WHERE ctid = ANY (ARRAY(
           SELECT w.ctid FROM streams.waiting w
           WHERE ${OWN} AND w.side = $3 AND w.at > ${LONG_AGO} AND w.at < $4 ORDER BY w.at LIMIT $5
         )) RETURNING ${COLUMNS}
       )
       SELECT * FROM gone w ORDER BY w.at, w.source, w.id`,
      [...this.task.place, side, before, limit],
    );
    return rows.map(waiting);
  }
}

const waiting = ({ side, key, at, source, id, data, matched }: WaitingRow): Waiting => ({
  ...{ side, key, at: Number(at), source, id, matched },
  data: JSON.parse(data) as Data,
});
