import { WindowFigures } from '../figures/window-figures.js';
import type { WindowPlan } from '../plan/stream-plan.js';
import type { Task } from '../task/task.js';
import type { OpenWindow } from './open-window.js';
import { windowName } from './window-batch.js';

interface WindowRow {
  readonly key: string;
  readonly starts: string | number;
  readonly ends: string | number;
  readonly id: string;
  readonly revision: number;
  readonly figures: string;
}

const COLUMNS = 'w.key, w.starts, w.ends, w.id, w.revision, w.figures';
const OWN = 'w.group_name = $1 AND w.partition = $2';

/** The open windows of a task. */
export class WindowStore {
  constructor(
    private readonly plan: WindowPlan,
    private readonly task: Task,
  ) {}

  /** Those of the named windows that are open, by name. */
  async load(wanted: readonly { readonly key: string; readonly start: number }[]): Promise<Map<string, OpenWindow>> {
    if (wanted.length === 0) return new Map();
    const rows = await this.task.transaction.query<WindowRow>(
      // A look into the index for each: the planner, left to itself, reads all windows of the task.
      `SELECT w.* FROM unnest($3::text[], $4::bigint[]) AS g(key, starts) CROSS JOIN LATERAL (
         SELECT ${COLUMNS} FROM streams.windows w WHERE ${OWN} AND w.key = g.key AND w.starts = g.starts OFFSET 0
       ) AS w`,
      [...this.task.place, wanted.map(({ key }) => key), wanted.map(({ start }) => start)],
    );
    return new Map(rows.map((row) => [windowName(row.key, Number(row.starts)), this.opened(row)]));
  }

  async save(windows: readonly OpenWindow[]): Promise<void> {
    if (windows.length === 0) return;
    const column = <Value>(of: (window: OpenWindow) => Value): Value[] => windows.map(of);
    await this.task.transaction.query(
      `INSERT INTO streams.windows (group_name, partition, key, starts, ends, id, revision, figures)
       SELECT $1, $2, * FROM unnest($3::text[], $4::bigint[], $5::bigint[], $6::uuid[], $7::int[], $8::text[])
       ON CONFLICT (group_name, partition, key, starts)
       DO UPDATE SET revision = excluded.revision, figures = excluded.figures`,
      [
        ...this.task.place,
        ...[column(({ key }) => key), column(({ start }) => start), column(({ end }) => end)],
        ...[column(({ id }) => id), column(({ revision }) => revision), column(({ figures }) => figures.state)],
      ],
    );
  }

  /** Up to `limit` windows that ended by then and have given no result; from here on they have given their first. */
  async giveFirst(endedBy: number, limit: number): Promise<readonly OpenWindow[]> {
    const rows = await this.task.transaction.query<WindowRow>(
      `WITH due AS (
         SELECT w.key, w.starts FROM streams.windows w WHERE ${OWN} AND w.revision = 0 AND w.ends <= $3
         ORDER BY w.ends LIMIT $4
       )
       UPDATE streams.windows w SET revision = 1 FROM due
       WHERE ${OWN} AND w.key = due.key AND w.starts = due.starts RETURNING ${COLUMNS}`,
      [...this.task.place, endedBy, limit],
    );
    return rows.map((row) => this.opened(row));
  }

  /** Forgets the windows that ended by then; each has given its result. */
  async forget(endedBy: number): Promise<void> {
    await this.task.transaction.query(
      `DELETE FROM streams.windows w WHERE ${OWN} AND w.revision > 0 AND w.ends <= $3`,
      [...this.task.place, endedBy],
    );
  }

  private opened({ key, starts, ends, id, revision, figures }: WindowRow): OpenWindow {
    return {
      ...{ key, start: Number(starts), end: Number(ends), id, revision },
      figures: new WindowFigures(this.plan.aggregates, figures),
    };
  }
}
