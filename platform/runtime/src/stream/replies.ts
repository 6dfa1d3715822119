import type { LoggedEvent, NewEvent } from '@mesh/events';
import { CORRELATION_ID, PROBLEM_TYPE, REPLY_TO } from '@mesh/events';
import { replyTopic, rolesWithReplies, type StreamPort } from '@mesh/product';
import { continueTrace } from '../http/trace-context.js';
import { toMeshError, toProblem } from '../http/problem.js';
import type { ServedProduct } from '../product/served-product.js';

/** A reply on its way to the topic that its caller named. */
export interface Reply {
  readonly topic: string;
  readonly event: NewEvent;
}

/** Answers callers who wait: on the topics of the roles that a grant opens the port to, and on no other. */
export class Replies {
  readonly topics: readonly string[];
  private readonly open: ReadonlySet<string>;
  private readonly source: string;

  constructor({ declared, names }: ServedProduct, name: string, port: StreamPort) {
    this.topics = rolesWithReplies(declared, name).map((role) => replyTopic(declared, port, role));
    this.open = new Set(this.topics);
    this.source = names.port(name);
  }

  /** Whether the event asks for a reply that may be given. */
  isAsked({ extensions }: LoggedEvent): boolean {
    return extensions?.[CORRELATION_ID] !== undefined && this.open.has(extensions[REPLY_TO] ?? '');
  }

  /** The event that followed, as the answer. */
  answer(request: LoggedEvent, answer: NewEvent): Reply {
    return this.reply(request, answer);
  }

  /** Why nothing followed, in the words of the table and never of the request. */
  problem(request: LoggedEvent, error: unknown): Reply {
    const { traceId, traceparent } = continueTrace(request.traceparent);
    return this.reply(request, {
      id: request.id,
      source: this.source,
      type: PROBLEM_TYPE,
      time: new Date().toISOString(),
      key: '',
      data: toProblem(toMeshError(error), traceId),
      traceparent,
    });
  }

  private reply({ extensions }: LoggedEvent, event: NewEvent): Reply {
    const correlationid = extensions?.[CORRELATION_ID] as string;
    return {
      topic: extensions?.[REPLY_TO] as string,
      event: { ...event, key: correlationid, extensions: { [CORRELATION_ID]: correlationid }, once: false },
    };
  }
}
