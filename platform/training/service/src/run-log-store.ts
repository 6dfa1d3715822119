import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import type { TrainingLogged } from '@mesh/training';

import { isRunId, type LogQuery } from './training-request.js';

const MOST_LINES = 20_000;
const LONGEST_LINE = 2_000;
/** Of a model; logs of earlier runs are forgotten. */
const RUNS_WITH_LOGS = 100;

/** What a recipe said; `line` counts from 0 within the run. */
export interface LogLine {
  readonly line: number;
  readonly text: string;
}

/** The logs of runs in PostgreSQL. */
@Injectable()
export class RunLogStore {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** Keeps lines; hearing the same ones again changes nothing. */
  async keep({ runId, model, from, lines }: TrainingLogged): Promise<void> {
    if (!isRunId(runId) || from < 0 || from + lines.length > MOST_LINES) return;
    await this.database.query(
      `INSERT INTO training.run_log (run_id, line, text)
       SELECT run_id, $2 + place - 1, left(text, $3) FROM unnest($4::text[]) WITH ORDINALITY AS said (text, place)
         JOIN training.run ON run_id = $1
       ON CONFLICT (run_id, line) DO UPDATE SET text = excluded.text`,
      [runId, from, LONGEST_LINE, lines.map((text) => text.replaceAll('\0', ''))],
    );
    if (from > 0) return;
    await this.database.query(
      `DELETE FROM training.run_log WHERE run_id IN
         (SELECT run_id FROM training.run WHERE model = $1 ORDER BY run_id DESC OFFSET $2 LIMIT 100)`,
      [model, RUNS_WITH_LOGS],
    );
  }

  /** Lines in their order; `nextCursor` is there while there are more. */
  async page(runId: string, { limit, cursor }: LogQuery): Promise<{ lines: readonly LogLine[]; nextCursor?: string }> {
    const rows = await this.database.query<LogLine>(
      'SELECT line, text FROM training.run_log WHERE run_id = $1 AND line >= $2 ORDER BY line LIMIT $3',
      [runId, cursor, limit + 1],
    );
    const next = rows[limit];
    return { lines: rows.slice(0, limit), ...(next && { nextCursor: String(next.line) }) };
  }
}
