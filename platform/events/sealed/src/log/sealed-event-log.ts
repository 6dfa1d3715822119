import { setTimeout as pause } from 'node:timers/promises';
import type {
  BatchHandler,
  ConsumeSettings,
  DeadLetter,
  DeadLetterCount,
  EventLog,
  LoggedEvent,
  NewEvent,
  PartitionRange,
  Position,
  Step,
  Subscription,
  TopicDrift,
  TopicSettings,
} from '@mesh/events';
import { MeshError } from '@mesh/product';
import type { Subjects } from '../subjects/subjects.js';
import { asOfTheLog, Entrance } from './entrance.js';
import { sealedOf } from './revealed-event.js';
import { SealingPlan } from './sealing-plan.js';

const AGAIN_AFTER_MS = 500;

/**
 * An event log in which no person stands: on the way in tokens take the places of personal texts and of the key, on the
 * way out those who are behind them come back. Topics that are not declared with personal texts pass untouched. Who reads
 * the log underneath reads plain events with tokens, and so does everybody once a person is forgotten.
 */
export class SealedEventLog implements EventLog {
  private readonly plans = new Map<string, SealingPlan>();
  private readonly entrance: Entrance;

  constructor(
    /** The log with tokens in it, for what needs no person: state that is kept by token is forgotten with its person. */
    readonly underneath: EventLog,
    private readonly subjects: Subjects,
  ) {
    this.entrance = new Entrance(subjects);
  }

  declareTopic(topic: TopicSettings): Promise<readonly TopicDrift[]> {
    const { name, personal = [] } = topic;
    const fields = new Set([...(this.plans.get(name)?.fields ?? []), ...personal]);
    if (fields.size > 0) this.plans.set(name, new SealingPlan(name.slice(0, name.indexOf('.')), [...fields]));
    return this.underneath.declareTopic(topic);
  }

  async append(topic: string, events: readonly NewEvent[]): Promise<readonly Position[]> {
    const plan = this.plans.get(topic);
    if (plan === undefined) return this.underneath.append(topic, events);
    const sealed = this.sealedNow(plan, events);
    if (sealed !== undefined) return this.underneath.append(topic, sealed);
    return this.entrance.pass(subjectsOf(plan, events), events.length, () => this.appendEntered(topic, plan, events));
  }

  subscribe(settings: ConsumeSettings, handle: BatchHandler): Promise<Subscription> {
    return this.underneath.subscribe(settings, async (events, signal) => {
      await handle(await this.revealedInTime(events, signal), signal);
    });
  }

  transform(settings: ConsumeSettings, step: Step): Promise<Subscription> {
    return this.underneath.transform(settings, async (events, signal, bury) => {
      const revealed = await this.revealedInTime(events, signal);
      const outputs = await step(revealed, signal, (event, error) => bury(sealedOf(event), error));
      return Promise.all(
        outputs.map(async ({ topic, events: given }) => ({ topic, events: await this.sealed(topic, given) })),
      );
    });
  }

  async sealed(topic: string, events: readonly NewEvent[]): Promise<readonly NewEvent[]> {
    const plan = this.plans.get(topic);
    if (plan === undefined) return events;
    for (;;) {
      const sealed = this.subjects.isCurrent() ? sealedWith(plan, events, this.subjects) : undefined;
      if (sealed !== undefined) return sealed;
      await this.subjects.enter(subjectsOf(plan, events)).catch(asOfTheLog);
    }
  }

  async read(topic: string, partition: number, offset: number, limit: number): Promise<readonly LoggedEvent[]> {
    return this.revealed(await this.underneath.read(topic, partition, offset, limit));
  }

  async find(topic: string, id: string, near: Date, withinMs?: number): Promise<LoggedEvent | undefined> {
    const found = await this.underneath.find(topic, id, near, withinMs);
    return found && (await this.revealed([found]))[0];
  }

  /** A token that is left in an event which was read is a name of nobody any more. */
  isForgotten(event: LoggedEvent): boolean {
    return (this.plans.get(event.topic)?.tokensOf(event).length ?? 0) > 0;
  }

  async deadLetters(topic: string, group: string, limit: number): Promise<readonly DeadLetter[]> {
    const letters = await this.underneath.deadLetters(topic, group, limit);
    const events = await this.revealed(letters.map(({ event }) => event));
    return letters.map((letter, nth) => ({ ...letter, event: events[nth] as LoggedEvent }));
  }

  ranges(topic: string): Promise<readonly PartitionRange[]> {
    return this.underneath.ranges(topic);
  }

  offsetsAt(topic: string, time: Date): Promise<ReadonlyMap<number, number>> {
    return this.underneath.offsetsAt(topic, time);
  }

  committed(topic: string, group: string): Promise<ReadonlyMap<number, number>> {
    return this.underneath.committed(topic, group);
  }

  seek(topic: string, group: string, offsets: ReadonlyMap<number, number>): Promise<void> {
    return this.underneath.seek(topic, group, offsets);
  }

  lag(topic: string, group: string): Promise<number> {
    return this.underneath.lag(topic, group);
  }

  deadLetterCounts(): Promise<readonly DeadLetterCount[]> {
    return this.underneath.deadLetterCounts();
  }

  redeliver(topic: string, group: string, ids: readonly string[]): Promise<number> {
    return this.underneath.redeliver(topic, group, ids);
  }

  dropDeadLetters(topic: string, group: string, ids: readonly string[]): Promise<number> {
    return this.underneath.dropDeadLetters(topic, group, ids);
  }

  expire(now: Date): Promise<number> {
    return this.underneath.expire(now);
  }

  async close(): Promise<void> {
    await this.entrance.close();
    await this.underneath.close();
    await this.subjects.close();
  }

  /** The events with tokens, as far as that needs no look at the database; undefined when it does. */
  private sealedNow(plan: SealingPlan, events: readonly NewEvent[]): readonly NewEvent[] | undefined {
    if (!this.subjects.isCurrent() || this.entrance.mustWait(() => subjectsOf(plan, events))) return undefined;
    return sealedWith(plan, events, this.subjects);
  }

  private appendEntered(topic: string, plan: SealingPlan, events: readonly NewEvent[]): Promise<readonly Position[]> {
    const sealed = sealedWith(plan, events, this.subjects);
    // Somebody was retired, or let go from memory, in the very turn: the events enter again.
    return sealed === undefined ? this.append(topic, events) : this.underneath.append(topic, sealed);
  }

  /** Waits until the persons can be had: that they cannot is no event's fault. */
  private async revealedInTime(events: readonly LoggedEvent[], signal: AbortSignal): Promise<readonly LoggedEvent[]> {
    for (;;) {
      try {
        return await this.revealed(events);
      } catch (error) {
        if (!(error instanceof MeshError && error.retryable)) throw error;
        await pause(AGAIN_AFTER_MS, undefined, { signal });
      }
    }
  }

  private async revealed(events: readonly LoggedEvent[]): Promise<readonly LoggedEvent[]> {
    const tokens = new Set<string>();
    for (const event of events)
      for (const token of this.plans.get(event.topic)?.tokensOf(event) ?? []) tokens.add(token);
    if (tokens.size === 0) return events;
    const texts = await this.subjects.reveal(tokens);
    return events.map((event) => this.plans.get(event.topic)?.revealed(event, texts) ?? event);
  }
}

const subjectsOf = (plan: SealingPlan, events: readonly NewEvent[]) =>
  events.flatMap((event) => plan.subjectsOf(event));

function sealedWith(
  plan: SealingPlan,
  events: readonly NewEvent[],
  subjects: Subjects,
): readonly NewEvent[] | undefined {
  const known = subjects.known(plan.domain);
  const sealed: NewEvent[] = [];
  for (const event of events) {
    const one = plan.sealed(event, known);
    if (one === undefined) return undefined;
    sealed.push(one);
  }
  return sealed;
}
