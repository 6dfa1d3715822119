import type { Aggregate, Picked } from '@mesh/product';
import type { WindowShape } from '../windows/windows-of.js';

/** A topic that is read, and what is taken from its events. */
export interface PlannedSource {
  readonly topic: string;
  readonly side: 'left' | 'right';
  /** The field that is the key of the topic. */
  readonly topicKey: string;
  /** The field with the event time. */
  readonly at: string;
  /** The fields that state and results need; none: all of them. */
  readonly keeps?: readonly string[];
  /** Throws where an event is not what its contract says. */
  readonly check?: (data: unknown) => void;
}

/** Where results go, and which of their fields the envelope is made of. */
export interface PlannedSink {
  readonly topic: string;
  readonly source: string;
  /** URI of the schema of its messages. */
  readonly schema: string;
  readonly id: string;
  readonly key: string;
  readonly at: string;
}

interface Planned {
  /** `<domain>.<product>.<name>.v<major>`, of the log and of the state. */
  readonly group: string;
  readonly sources: readonly PlannedSource[];
  readonly sink: PlannedSink;
  readonly outOfOrdernessMs: number;
  readonly latenessMs: number;
  readonly idlenessMs: number;
}

/** A windowed aggregate with everything derived. */
export interface WindowPlan extends Planned, WindowShape {
  readonly kind: 'windowed';
  readonly key: string;
  readonly aggregates: Readonly<Record<string, Aggregate>>;
  /** Where events go that are too late for every window. */
  readonly late?: PlannedSink;
}

/** A join with everything derived. */
export interface JoinPlan extends Planned {
  readonly kind: 'joined';
  readonly on: readonly string[];
  readonly withinMs: number;
  readonly beforeMs: number;
  readonly select: Readonly<Record<string, Picked>>;
  readonly unmatched: boolean;
}

/** What a processor runs. */
export type StreamPlan = WindowPlan | JoinPlan;

/** The fields by which the events of a task belong together. */
export const keysOf = (plan: StreamPlan): readonly string[] => (plan.kind === 'windowed' ? [plan.key] : plan.on);
