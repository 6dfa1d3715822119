import type { TokenVerifier } from '@mesh/access';
import type { EventLog } from '@mesh/events';
import type { EventPort } from '@mesh/product';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Admission, Gatekeeper } from '../../access/gatekeeper.js';
import { toMeshError } from '../../http/problem.js';
import { traceOf } from '../../http/trace-of.js';
import type { Metrics, PortMetrics } from '../../observability/metrics.js';
import type { ServedProduct } from '../served-product.js';
import { eventFrames, type EventFrames } from './event-frame.js';
import { EventStream } from './event-stream.js';
import { StreamSeats } from './stream-seats.js';
import { streamStart } from './stream-start.js';
import { TopicTail } from './topic-tail.js';

/** What the door of a topic needs. */
export interface EventEdgeParts {
  readonly gatekeeper: Gatekeeper;
  readonly tokens: TokenVerifier;
  readonly log: EventLog;
  readonly metrics: Metrics;
}

const LIMITS = { aCaller: 4, altogether: 64 };
const LONGEST_STREAM_MS = 3_600_000;
/** How soon a stream ends after its grant has. */
const LOOK_AT_GRANT_EVERY_MS = 500;

/** Lets those whom the port is granted to watch its events: server-sent events, each a CloudEvent in JSON. */
export class EventEdge {
  private readonly topic: string;
  private readonly port: { readonly name: string; readonly urn: string };
  private readonly tail: TopicTail;
  private readonly frames: EventFrames;
  private readonly seats = new StreamSeats(LIMITS);
  private readonly streams = new Set<EventStream>();
  private readonly metrics: PortMetrics;

  constructor(
    private readonly product: ServedProduct,
    name: string,
    port: EventPort,
    private readonly parts: EventEdgeParts,
  ) {
    this.topic = product.names.topic(port.name);
    this.port = { name, urn: product.names.port(name) };
    this.tail = new TopicTail(parts.log, this.topic);
    this.frames = eventFrames(port);
    this.metrics = parts.metrics.port(this.port.urn, () => 0);
  }

  async answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const startedAt = performance.now();
    let status = 200;
    try {
      await this.open(request, reply);
    } catch (error) {
      status = toMeshError(error).status;
      throw error;
    } finally {
      this.metrics.called(status, performance.now() - startedAt);
    }
  }

  /** Called by the framework before the server waits for its connections to end. */
  onModuleDestroy(): void {
    for (const stream of this.streams) stream.end('shutdown');
  }

  /** Resolves once the stream has begun; it goes on by itself. */
  private async open(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { gatekeeper, tokens, log } = this.parts;
    const admission = await gatekeeper.admit(request, this.product.policy, this.port);
    this.metrics.admitted(admission.caller.id);
    await admission.recorded;
    const { expiresAt } = await tokens.verify(request.headers.authorization);
    const leave = this.seats.take(admission.caller.id);
    try {
      const lastEventId = request.headers['last-event-id'];
      const query = request.query as Readonly<Record<string, unknown>>;
      const start = await streamStart(log, this.topic, { query, lastEventId });
      const response = beginStream(request, reply);
      if (request.method === 'HEAD') {
        response.end();
        return leave();
      }
      const revealsPersons = admission.verdict.reveals.includes('phi');
      const frame = (event: Parameters<EventFrames>[0]) => this.frames(event, revealsPersons);
      const stream = new EventStream({ log, topic: this.topic, tail: this.tail, response, frame }, start);
      void this.follow(stream, admission, expiresAt).finally(leave);
    } catch (error) {
      leave();
      throw error;
    }
  }

  private async follow(stream: EventStream, admission: Admission, expiresAt: number): Promise<void> {
    const tokenEndsInMs = expiresAt * 1_000 - Date.now();
    const [endsInMs, why] =
      tokenEndsInMs < LONGEST_STREAM_MS
        ? ([Math.max(0, tokenEndsInMs), 'token-expired'] as const)
        : ([LONGEST_STREAM_MS, 'longest-time'] as const);
    const end = setTimeout(() => stream.end(why), endsInMs).unref();
    const look = setInterval(() => {
      if (!this.isStillGranted(admission)) stream.end('grant-ended');
    }, LOOK_AT_GRANT_EVERY_MS).unref();
    this.streams.add(stream);
    try {
      await stream.run();
    } finally {
      clearTimeout(end);
      clearInterval(look);
      this.streams.delete(stream);
    }
  }

  private isStillGranted({ caller, verdict }: Admission): boolean {
    try {
      const now = this.product.policy.decide(caller, this.port.name);
      // Another grant may still permit, and yet show less than this stream does.
      return now.permitted && verdict.reveals.every((what) => now.reveals.includes(what));
    } catch {
      return false;
    }
  }
}

/** Takes the response out of the framework's hands, with the headers that it had gathered. */
function beginStream(request: FastifyRequest, reply: FastifyReply): FastifyReply['raw'] {
  reply.hijack();
  reply.raw.writeHead(200, {
    ...(reply.getHeaders() as Record<string, string>),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
    traceparent: traceOf(request).traceparent,
  });
  reply.raw.flushHeaders();
  return reply.raw;
}
