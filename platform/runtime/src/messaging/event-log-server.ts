import { Server, type CustomTransportStrategy, type MessageHandler } from '@nestjs/microservices';
import {
  CORRELATION_ID,
  INTERNAL_TOPICS,
  PROBLEM_TYPE,
  REPLY_TO,
  type BatchHandler,
  type EventLog,
  type LoggedEvent,
  type NewEvent,
  type Step,
  type Subscription,
} from '@mesh/events';
import { MeshError, personalTexts } from '@mesh/product';
import { lastValueFrom } from 'rxjs';
import { toMeshError, toProblem } from '../http/problem.js';
import { continueTrace } from '../http/trace-context.js';
import { EventContext } from './event-context.js';
import type { AnsweringSettings } from './patterns.js';

export interface EventLogServerParts {
  readonly log: EventLog;
  /** Name of the service: its consumer groups begin with it. */
  readonly service: string;
}

const REPLIES_KEPT_MS = 3_600_000;

/**
 * Nest's transport over the event log: `@EventPattern('<topic>')` hears each event of a topic in order and at least once,
 * `@MessagePattern('<topic>')` also answers callers who wait. What a handler throws goes to the log: it retries, and
 * moves what never succeeds to the dead letters of the service's group.
 */
export class EventLogServer extends Server implements CustomTransportStrategy {
  override readonly transportId = Symbol('mesh event log');
  override readonly propagatesEventHandlerErrors = true;
  private readonly subscriptions: Subscription[] = [];

  constructor(private readonly parts: EventLogServerParts) {
    super();
  }

  /** Begins to consume the topics of all handlers. */
  listen(callback: (error?: unknown) => void): void {
    this.begin().then(
      () => callback(),
      (error: unknown) => callback(error),
    );
  }

  /** Lets the batches in hand finish. */
  async close(): Promise<void> {
    await Promise.all(this.subscriptions.splice(0).map((subscription) => subscription.close()));
  }

  on(): void {
    throw new TypeError('the event log has no events of its own to listen to');
  }

  unwrap<T>(): T {
    return this.parts.log as T;
  }

  private async begin(): Promise<void> {
    const { log, service } = this.parts;
    for (const topic of this.getHandlers().keys()) {
      const door = INTERNAL_TOPICS.get(topic);
      if (door !== undefined) throw new TypeError(`${topic} is between the planes of the mesh: ask ${door} instead`);
    }
    for (const [topic, handler] of this.getHandlers()) {
      const { replies = [], returns, ...settings } = (handler.extras ?? {}) as Partial<AnsweringSettings>;
      await log.declareTopic({ name: topic });
      const personal = returns === undefined ? [] : personalTexts(returns);
      for (const name of replies)
        await log.declareTopic({ name, partitions: 1, retentionMs: REPLIES_KEPT_MS, personal });
      const consumed = { group: `${service}.handlers.${topic}`, ...settings, topics: [topic] };
      this.subscriptions.push(
        await (handler.isEventHandler === true
          ? log.subscribe(consumed, this.hearing(handler))
          : log.transform(consumed, this.answering(handler, new Set(replies)))),
      );
    }
  }

  private hearing(handler: MessageHandler): BatchHandler {
    return async (events, signal) => {
      for (const event of events) {
        signal.throwIfAborted();
        await this.handled(handler, event, signal);
      }
    };
  }

  /** Replies are one transaction with the offsets: a request that is handled again after a crash was not answered before. */
  private answering(handler: MessageHandler, replies: ReadonlySet<string>): Step {
    return async (events, signal, bury) => {
      const outputs: { topic: string; events: NewEvent[] }[] = [];
      for (const event of events) {
        signal.throwIfAborted();
        const reply = await this.replyOf(handler, event, signal).catch((error: unknown) => {
          if (error instanceof MeshError && error.retryable) throw error;
          bury(event, error);
          return this.problem(event, error);
        });
        const topic = event.extensions?.[REPLY_TO] ?? '';
        const correlationid = event.extensions?.[CORRELATION_ID];
        if (correlationid === undefined || !replies.has(topic)) continue;
        const extensions = { [CORRELATION_ID]: correlationid };
        outputs.push({ topic, events: [{ ...reply, key: correlationid, extensions }] });
      }
      return outputs;
    };
  }

  private async replyOf(handler: MessageHandler, event: LoggedEvent, signal: AbortSignal): Promise<NewEvent> {
    const data = await this.handled(handler, event, signal);
    return { ...this.envelope(event), type: `${event.topic}.reply`, data: data ?? null };
  }

  private problem(event: LoggedEvent, error: unknown): NewEvent {
    const { traceId } = continueTrace(event.traceparent);
    return { ...this.envelope(event), type: PROBLEM_TYPE, data: toProblem(toMeshError(error), traceId) };
  }

  private envelope({ id, traceparent }: LoggedEvent): Pick<NewEvent, 'id' | 'source' | 'time' | 'key' | 'traceparent'> {
    return {
      id,
      source: `urn:mesh:service:${this.parts.service}`,
      time: new Date().toISOString(),
      key: id,
      ...(traceparent !== undefined && { traceparent }),
    };
  }

  private async handled(handler: MessageHandler, event: LoggedEvent, signal: AbortSignal): Promise<unknown> {
    const result: unknown = await handler(event.data, new EventContext([event, signal]));
    return lastValueFrom(this.transformToObservable(result), { defaultValue: undefined });
  }
}
