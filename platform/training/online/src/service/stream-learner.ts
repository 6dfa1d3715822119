import { Inbox, type EventLog, type LoggedEvent, type Subscription, type TransactionalStore } from '@mesh/events';
import type { LineageEmitter } from '@mesh/lineage';
import type { ModelRegistry, RolloutSource } from '@mesh/models';
import type { LearningModel } from '@mesh/training';
import { lessonOf, type Lesson } from '../state/lesson.js';
import { LearningStore } from '../state/learning-store.js';
import { Learning, type TakenSnapshot } from '../state/learning.js';
import { INBOX_TABLE } from '../state/schema.js';
import { ChallengerRegistrar } from './challenger-registrar.js';
import { learnerGroup } from './learner-group.js';
import { learnerKind } from './learner-kind.js';
import { versionOf, type Origin } from './version-of.js';

/** What a learner works with. */
export interface LearnerParts {
  readonly log: EventLog;
  /** Migrated with `ONLINE_MIGRATIONS`. */
  readonly database: TransactionalStore;
  readonly registry: ModelRegistry;
  /** Keeps a challenger that is on trial from being replaced by what was just learned. */
  readonly rollouts?: RolloutSource;
  readonly lineage: LineageEmitter;
  readonly commit: string;
  readonly author: string;
  readonly report?: (error: unknown) => void;
  /** Most events of one transaction. Default 500. */
  readonly maxBatch?: number;
  /** A member that has not renewed its lease for this long loses its partitions. Default: the log's. */
  readonly leaseMs?: number;
}

const MOST_EVENTS_AT_ONCE = 500;
/** Each batch writes the whole state: it is worth waiting for a few more. */
const LINGER_MS = 100;
const LOOK_EVERY_MS = 60_000;

/**
 * Teaches one model as a member of its consumer group. What was learned, the memory of what from and the place in the log
 * are one transaction, so that whatever happens to the process each event is learned once. Members take turns at the state.
 */
export class StreamLearner {
  readonly group: string;
  private readonly store: LearningStore;
  private readonly inbox: Inbox;
  private readonly registrar: ChallengerRegistrar;
  private readonly origin: Origin;
  private subscription: Subscription | undefined;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    private readonly model: LearningModel,
    private readonly parts: LearnerParts,
  ) {
    const { database, registry, rollouts, lineage, commit, author, report = () => undefined } = parts;
    this.group = learnerGroup(model);
    this.store = new LearningStore(this.group);
    this.inbox = new Inbox(database, INBOX_TABLE, this.group);
    this.registrar = new ChallengerRegistrar({
      ...{ store: this.store, database, registry, rollouts, lineage, model, report },
    });
    this.origin = { group: this.group, kind: learnerKind(model), commit, author };
  }

  /** The topic must be there. */
  async start(): Promise<void> {
    const { log, maxBatch = MOST_EVENTS_AT_ONCE, leaseMs } = this.parts;
    const { topic, snapshot } = this.model;
    const pace = { maxBatch, lingerMs: LINGER_MS, ...(leaseMs !== undefined && { leaseMs }) };
    this.subscription = await log.subscribe({ topics: [topic], group: this.group, ...pace }, (events, signal) =>
      this.learn(events, signal),
    );
    // What a former member left behind.
    void this.registrar.deliver();
    if (snapshot.ms === undefined) return;
    this.timer = setInterval(
      () => {
        this.looking = this.look();
      },
      Math.min(snapshot.ms, LOOK_EVERY_MS),
    ).unref();
  }

  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
    await this.subscription?.close();
    await this.registrar.close();
  }

  /** How many events it has learned, over all members. */
  learned(): Promise<number> {
    return this.store.learned(this.parts.database);
  }

  private async learn(events: readonly LoggedEvent[], signal: AbortSignal): Promise<void> {
    const { columns, label, check } = this.model;
    // Before the transaction: an event that teaches nothing is singled out by the log, and costs no state.
    const lessons = new Map<LoggedEvent, Lesson>();
    for (const event of events) {
      check?.(event.data);
      lessons.set(event, lessonOf(event, columns, label));
    }
    let isReady = false;
    await this.inbox.handle(
      events,
      async (transaction, fresh) => {
        const state = await this.store.take(transaction);
        const learning = new Learning(this.origin.kind, this.model.snapshot, state);
        let taken: TakenSnapshot | undefined;
        for (const event of fresh) {
          const atMs = Date.parse(event.appendedAt);
          learning.take(lessons.get(event)!, atMs);
          taken = learning.snapshot(atMs) ?? taken;
        }
        await this.store.put(transaction, learning.state(), learning.learned);
        if (taken !== undefined) await this.store.makeReady(transaction, versionOf(this.model, taken, this.origin));
        isReady = taken !== undefined;
      },
      signal,
    );
    // Not awaited: a registry that is away must not hold up what is learned.
    if (isReady) void this.registrar.deliver();
  }

  /** A version may be due although nothing comes any more. */
  private async look(): Promise<void> {
    try {
      await this.parts.database.transaction(async (transaction) => {
        const state = await this.store.take(transaction);
        if (state === undefined) return;
        const learning = new Learning(this.origin.kind, this.model.snapshot, state);
        const taken = learning.snapshot(Date.now());
        if (taken === undefined) return;
        await this.store.put(transaction, learning.state(), learning.learned);
        await this.store.makeReady(transaction, versionOf(this.model, taken, this.origin));
      });
      await this.registrar.deliver();
    } catch (error) {
      this.parts.report?.(error);
    }
  }
}
