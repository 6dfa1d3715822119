import {
  Courtesy,
  Inbox,
  OneAtATime,
  type ConsumeSettings,
  type BatchHandler,
  type EventLog,
  type EventStore,
  type LoggedEvent,
  type NewEvent,
  type Outbox,
  type Subscription,
  type TransactionalStore,
} from '@mesh/events';
import { JoinOperator } from './joins/join-operator.js';
import { routeOf } from './plan/route-of.js';
import { shapeIsKept } from './plan/shape-of.js';
import type { StreamPlan } from './plan/stream-plan.js';
import { carried, direct, repartitioned, repartitionTopic } from './reading/repartition.js';
import { INBOX_TABLE } from './schema.js';
import type { Operator } from './task/operator.js';
import { progressOf, type StreamProgress } from './task/progress.js';
import type { Route } from './task/read-to-end.js';
import { Silence } from './task/silence.js';
import { TaskStore, type TakenTask } from './task/task-store.js';
import type { Task } from './task/task.js';
import { WindowOperator } from './windows/window-operator.js';

const MOST_EVENTS_AT_ONCE = 2_000;
/**
 * A batch waits so long to fill: a transaction costs the same for two events as for two hundred. Where the events of
 * windows meet it waits less, because what one partition is read ahead of another is disorder, and disorder makes events
 * late; behind that their order stands. What is joined waits for its partners far longer than that.
 */
const LINGER_MS = { carrying: 50, meeting: 100, inOrder: 250, joining: 250 } as const;
const LOOK_EVERY_MS = 5_000;

/** What a processor works with; the outbox may be shared by many. */
export interface StreamParts {
  readonly log: EventLog;
  readonly database: TransactionalStore;
  readonly outbox: Outbox;
  /** Told how many results became durable. */
  readonly given?: (results: number) => void;
  /** Told what failed in the background; it is tried again. */
  readonly report?: (error: unknown) => void;
  /** Most events of one transaction. Default 2,000. */
  readonly maxBatch?: number;
  /** A member that has not renewed its lease for this long loses its partitions. Default: the log's. */
  readonly leaseMs?: number;
  /** What lets others go first, shared by all processors that are to take turns. Without it nobody does. */
  readonly courtesy?: Courtesy;
}

/**
 * Runs one declared processing as a member of its consumer group. State, results and the memory of what was read are
 * one transaction, so that whatever happens to the process each event counts once; partitions, and with them the state,
 * are shared among members by the log's own groups.
 */
export class StreamProcessor {
  private readonly subscriptions: Subscription[] = [];
  private readonly tasks: TaskStore;
  private readonly operator: Operator;
  private readonly inbox: Inbox;
  private readonly courtesy: Courtesy;
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();

  constructor(
    readonly plan: StreamPlan,
    private readonly parts: StreamParts,
  ) {
    this.courtesy = parts.courtesy ?? new Courtesy(() => 0);
    this.tasks = new TaskStore(plan, parts.outbox);
    this.operator = plan.kind === 'windowed' ? new WindowOperator(plan) : new JoinOperator(plan);
    this.inbox = new Inbox(parts.database, INBOX_TABLE, plan.group);
  }

  /** The topics that are read must be there. */
  async start(): Promise<void> {
    const { log, database, outbox } = this.parts;
    await shapeIsKept(database, this.plan);
    const { route, inputsOf } = await routeOf(log, this.plan);
    if (route.carrier !== undefined) await log.declareTopic({ name: route.carrier, partitions: route.tasks });
    await this.tasks.create(database, route.tasks, inputsOf);
    if (route.carrier !== undefined) this.subscriptions.push(await this.carry(route.carrier));
    this.subscriptions.push(
      await log.subscribe(
        {
          topics: route.topics,
          group: this.plan.group,
          ...this.pace(this.readingOf(route)),
        },
        this.handlerOf(route),
      ),
    );
    await outbox.deliver();
    this.lookForSilence(route);
  }

  /** Finishes the batches in hand; what is open goes on with the next member. */
  async close(): Promise<void> {
    clearInterval(this.timer);
    await this.looking;
    await Promise.all(this.subscriptions.splice(0).map((subscription) => subscription.close()));
  }

  /** How far the whole group has come. */
  progress(): Promise<StreamProgress> {
    return progressOf(this.parts.database, this.plan.group);
  }

  private readingOf({ carrier }: Route): keyof typeof LINGER_MS {
    if (this.plan.kind === 'joined') return 'joining';
    return carrier === undefined ? 'meeting' : 'inOrder';
  }

  private handlerOf(route: Route): BatchHandler {
    const handle: BatchHandler = (events, signal) =>
      this.courtesy.handle(events, () => this.work(events, route, signal), signal);
    if (route.tasks > 1) return handle;
    const turns = new OneAtATime();
    return (events, signal) => turns.work(() => handle(events, signal), signal);
  }

  private pace(reading: keyof typeof LINGER_MS): Pick<ConsumeSettings, 'maxBatch' | 'leaseMs' | 'lingerMs'> {
    const { maxBatch = MOST_EVENTS_AT_ONCE, leaseMs } = this.parts;
    return { maxBatch, lingerMs: LINGER_MS[reading], ...(leaseMs !== undefined && { leaseMs }) };
  }

  private carry(group: string): Promise<Subscription> {
    const topics = this.plan.sources.map(({ topic }) => topic);
    return this.parts.log.transform({ topics, group, ...this.pace('carrying') }, (events, signal, bury) =>
      this.courtesy.work(async () => {
        const carried: NewEvent[] = [];
        for (const event of events) {
          try {
            carried.push(...repartitioned(this.plan, event));
          } catch (error) {
            bury(event, error);
          }
        }
        return carried.length === 0 ? [] : [{ topic: repartitionTopic(this.plan), events: carried }];
      }, signal),
    );
  }

  private async work(events: readonly LoggedEvent[], route: Route, signal: AbortSignal): Promise<void> {
    let done: Task | undefined;
    const effect = async (transaction: EventStore, fresh: readonly LoggedEvent[]): Promise<void> => {
      const arrivals = route.carrier === undefined ? direct(this.plan, fresh) : carried(fresh);
      const partition = route.taskOf((events[0] as LoggedEvent).partition);
      const { task, tickedAt } = (await this.tasks.take(transaction, partition)) as TakenTask;
      await this.operator.take(task, arrivals);
      await this.operator.advance(task);
      await this.tasks.put(task, tickedAt);
      done = task;
    };
    if (this.operator.knowsItsEvents)
      await this.inbox.handleKeyed(events, (transaction) => effect(transaction, events), signal);
    else await this.inbox.handle(events, effect, signal);
    // Results that wait are bounded by this: the next batch begins when they are in the log.
    if (done !== undefined) await this.deliver(done);
  }

  private async deliver({ hasPublished, counts }: Task): Promise<void> {
    if (!hasPublished) return;
    await this.parts.outbox.deliver();
    this.parts.given?.(counts.results);
  }

  private lookForSilence(route: Route): void {
    const everyMs = Math.max(50, Math.min(this.plan.idlenessMs / 2, LOOK_EVERY_MS));
    const { log, database, outbox } = this.parts;
    const silence = new Silence({
      log,
      database,
      plan: this.plan,
      route,
      tasks: this.tasks,
      operator: this.operator,
      everyMs,
    });
    let isLooking = false;
    const look = async (): Promise<void> => {
      isLooking = true;
      try {
        for (const task of await silence.look()) await this.deliver(task);
      } catch (error) {
        this.parts.report?.(error);
      }
      // Also what a member left behind that ended between its commit and its delivery.
      await outbox.deliver();
      isLooking = false;
    };
    this.timer = setInterval(() => {
      if (!isLooking) this.looking = look();
    }, everyMs).unref();
  }
}
