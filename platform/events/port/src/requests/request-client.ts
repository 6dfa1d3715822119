import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { EventLog, Subscription } from '../event-log.js';
import type { LoggedEvent, NewEvent } from '../event.js';
import { CORRELATION_ID, PROBLEM_TYPE, REPLY_TO } from './attributes.js';
import { errorOfProblem } from './problem-error.js';
import { RequestErrors } from './request.errors.js';

export interface RequestClientSettings {
  /** The topic on which replies for this caller's role come. */
  readonly replyTo: string;
  /** Tells this process from others that wait on the topic; a name that stays saves the log a group a start. */
  readonly instance?: string;
  /** Requests that may wait at a time. Default 1,000. */
  readonly maxWaiting?: number;
}

interface Waiting {
  readonly resolve: (reply: LoggedEvent) => void;
  readonly reject: (error: unknown) => void;
  readonly timer: NodeJS.Timeout;
}

const DEFAULT_DEADLINE_MS = 10_000;
const DEFAULT_MAX_WAITING = 1_000;

/** Asks over topics and waits: a request is an event with `replyto` and `correlationid`, its reply carries the latter. */
export class RequestClient {
  private readonly waiting = new Map<string, Waiting>();
  private subscription: Subscription | undefined;
  private isClosed = false;

  private constructor(
    private readonly log: EventLog,
    private readonly settings: RequestClientSettings,
  ) {}

  /** Resolves when replies can be heard. The topic of replies is declared by the product that gives them. */
  static async open(log: EventLog, settings: RequestClientSettings): Promise<RequestClient> {
    const client = new RequestClient(log, settings);
    // Every process hears every reply of its role, and takes those that it waits for.
    const group = `${settings.replyTo}.${settings.instance ?? `${hostname()}-${randomUUID()}`}`;
    client.subscription = await log.subscribe(
      { topics: [settings.replyTo], group, from: 'latest', maxAttempts: 1 },
      (events) => {
        for (const event of events) client.hear(event);
        return Promise.resolve();
      },
    );
    return client;
  }

  /**
   * Sends the event and resolves with its reply. Throws what the service replied as a problem, REQUESTS.NO_REPLY after
   * the deadline, and what appending throws.
   */
  async request(
    topic: string,
    event: NewEvent,
    { deadlineMs = DEFAULT_DEADLINE_MS }: { readonly deadlineMs?: number } = {},
  ): Promise<LoggedEvent> {
    if (this.isClosed) throw RequestErrors.CLOSED();
    if (this.waiting.size >= (this.settings.maxWaiting ?? DEFAULT_MAX_WAITING)) throw RequestErrors.TOO_MANY();
    const correlationid = randomUUID();
    const reply = this.wait(correlationid, deadlineMs);
    const extensions = { ...event.extensions, [REPLY_TO]: this.settings.replyTo, [CORRELATION_ID]: correlationid };
    // Heard before the append is acknowledged, or too late for it: either way `reply` tells.
    this.log
      .append(topic, [{ ...event, extensions }])
      .catch((error: unknown) => this.end(correlationid)?.reject(error));
    return reply;
  }

  /** Gives up what still waits. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const correlationid of [...this.waiting.keys()]) this.end(correlationid)?.reject(RequestErrors.CLOSED());
    await this.subscription?.close();
  }

  private wait(correlationid: string, deadlineMs: number): Promise<LoggedEvent> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => this.end(correlationid)?.reject(RequestErrors.NO_REPLY()), deadlineMs);
      this.waiting.set(correlationid, { resolve, reject, timer });
    });
  }

  private hear(reply: LoggedEvent): void {
    const waiting = this.end(reply.extensions?.[CORRELATION_ID] ?? '');
    if (reply.type === PROBLEM_TYPE) waiting?.reject(errorOfProblem(reply.data));
    else waiting?.resolve(reply);
  }

  /** Whoever waited waits no more. */
  private end(correlationid: string): Waiting | undefined {
    const waiting = this.waiting.get(correlationid);
    this.waiting.delete(correlationid);
    clearTimeout(waiting?.timer);
    return waiting;
  }
}
