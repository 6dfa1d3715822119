import { evaluate } from '@mesh/evaluation';
import type { ModelMetrics } from '@mesh/models';
import type { SnapshotPace } from '@mesh/training';
import type { LearnerKind, LearnerState, OnlineLearner } from '../learners/online-learner.js';
import { Prequential, type JudgedLessons, type PrequentialState } from '../prequential/prequential.js';
import { chained, type Lesson } from './lesson.js';

/** Nobody can be judged by fewer cases. */
const LEAST_JUDGED = 30;

interface State {
  readonly learner: LearnerState;
  readonly prequential: PrequentialState;
  readonly learned: number;
  readonly lessons: string;
  /** What the last version knew, and when it was made; before the first, when learning began. */
  readonly taken: { readonly learned: number; readonly atMs: number | null };
}

/** A version of a learner, as it was when it was due. */
export interface TakenSnapshot {
  readonly onnx: Uint8Array;
  readonly metrics: ModelMetrics;
  /** Hex SHA-256 of the lessons, in their order. */
  readonly lessons: string;
  readonly learned: number;
  /** What judges it. */
  readonly cases: JudgedLessons;
  /** In nats, over the cases and over all events. */
  readonly logLoss: number;
  readonly fadingLogLoss: number;
}

/** A learner with its judgement and its calendar: what is kept as one. */
export class Learning {
  private readonly learner: OnlineLearner;
  private readonly prequential: Prequential;
  private lessons: string;
  private taken: State['taken'];
  private count: number;

  constructor(
    kind: LearnerKind,
    private readonly pace: SnapshotPace,
    state?: string,
  ) {
    const kept = state === undefined ? undefined : (JSON.parse(state) as State);
    this.learner = kept === undefined ? kind.create() : kind.restore(kept.learner);
    this.prequential = new Prequential(kept?.prequential);
    this.count = kept?.learned ?? 0;
    this.lessons = kept?.lessons ?? '';
    this.taken = kept?.taken ?? { learned: 0, atMs: null };
  }

  get learned(): number {
    return this.count;
  }

  /** First judged, then learned: in this order, or the learner would be judged by what it knows. */
  take(lesson: Lesson, atMs: number): void {
    const { row, label } = lesson;
    this.prequential.judge(row, label, this.learner.probability(row));
    this.learner.learn(row, label);
    this.lessons = chained(this.lessons, lesson);
    this.count += 1;
    if (this.taken.atMs === null) this.taken = { ...this.taken, atMs };
  }

  /** The version that is due by now, if one is; a learner that cannot be judged yet, for lack of an outcome, waits. */
  snapshot(nowMs: number): TakenSnapshot | undefined {
    if (!this.isDue(nowMs)) return undefined;
    const { cases, logLoss, fadingLogLoss } = this.prequential;
    const { labels } = cases;
    if (labels.length < LEAST_JUDGED || !labels.includes(0) || !labels.includes(1)) return undefined;
    this.taken = { learned: this.count, atMs: nowMs };
    return {
      onnx: this.learner.onnx(),
      metrics: evaluate(cases),
      lessons: this.lessons,
      learned: this.count,
      cases,
      logLoss: logLoss ?? 0,
      fadingLogLoss: fadingLogLoss ?? 0,
    };
  }

  state(): string {
    return JSON.stringify({
      learner: this.learner.state(),
      prequential: this.prequential.state(),
      learned: this.count,
      lessons: this.lessons,
      taken: this.taken,
    } satisfies State);
  }

  private isDue(nowMs: number): boolean {
    const { events, ms } = this.pace;
    const since = this.count - this.taken.learned;
    if (since === 0) return false;
    if (events !== undefined && since >= events) return true;
    return ms !== undefined && nowMs - (this.taken.atMs ?? nowMs) >= ms;
  }
}
