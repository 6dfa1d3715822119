import type { EventStore } from '@mesh/events';
import type { NewModelVersion } from '@mesh/models';
import { LessonWindow, type LessonWindowState } from '../learners/lesson-window.js';
import type { JudgedLessons } from '../prequential/prequential.js';

/** A version that waits to be registered. */
export interface ReadyVersion {
  readonly onnx: Uint8Array;
  /** What its gates are judged by. */
  readonly cases: JudgedLessons;
  readonly version: Omit<NewModelVersion, 'onnxSha256'>;
}

/** What one learner keeps in the schema `online`. */
export class LearningStore {
  constructor(private readonly group: string) {}

  /** Locks the learner until the end of the transaction; its state, or nothing before its first lesson. */
  async take(transaction: EventStore): Promise<string | undefined> {
    await transaction.query(
      `INSERT INTO online.learners (group_name, state, learned) VALUES ($1, '', 0) ON CONFLICT DO NOTHING`,
      [this.group],
    );
    const [row] = await transaction.query<{ state: string }>(
      'SELECT state FROM online.learners WHERE group_name = $1 FOR UPDATE',
      [this.group],
    );
    return row?.state === '' ? undefined : row?.state;
  }

  async put(transaction: EventStore, state: string, learned: number): Promise<void> {
    await transaction.query('UPDATE online.learners SET state = $2, learned = $3 WHERE group_name = $1', [
      this.group,
      state,
      learned,
    ]);
  }

  /** How many lessons have had their effect. */
  async learned(store: EventStore): Promise<number> {
    const [row] = await store.query<{ learned: string }>('SELECT learned FROM online.learners WHERE group_name = $1', [
      this.group,
    ]);
    return Number(row?.learned ?? 0);
  }

  /** A version that still waits is given up for this one. */
  async makeReady(transaction: EventStore, { onnx, cases, version }: ReadyVersion): Promise<void> {
    await transaction.query(
      `INSERT INTO online.ready_versions (group_name, run_id, onnx, cases, version) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT (group_name) DO UPDATE
       SET run_id = excluded.run_id, onnx = excluded.onnx, cases = excluded.cases, version = excluded.version`,
      [this.group, version.runId, Buffer.from(onnx), textOf(cases), JSON.stringify(version)],
    );
  }

  async ready(store: EventStore): Promise<ReadyVersion | undefined> {
    const [row] = await store.query<{ onnx: Uint8Array; cases: string; version: string }>(
      'SELECT onnx, cases, version FROM online.ready_versions WHERE group_name = $1',
      [this.group],
    );
    if (row === undefined) return undefined;
    const version = JSON.parse(row.version) as ReadyVersion['version'];
    return { onnx: Uint8Array.from(row.onnx), cases: casesOf(row.cases), version };
  }

  async registered(store: EventStore, runId: string): Promise<void> {
    await store.query('DELETE FROM online.ready_versions WHERE group_name = $1 AND run_id = $2', [this.group, runId]);
  }
}

function textOf({ rows, labels, probabilities }: JudgedLessons): string {
  const window = new LessonWindow(rows.length);
  rows.forEach((row, i) => window.add(row, labels[i]!));
  return JSON.stringify({ window: window.state(), probabilities });
}

function casesOf(text: string): JudgedLessons {
  const kept = JSON.parse(text) as { window: LessonWindowState; probabilities: readonly number[] };
  const { rows, labels } = new LessonWindow(kept.probabilities.length, kept.window);
  return { rows, labels, probabilities: kept.probabilities };
}
