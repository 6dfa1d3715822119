import type { Readable } from 'node:stream';
import type { EventLog } from '@mesh/events';
import { IngestErrors } from '@mesh/ingest';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Gatekeeper } from '../access/gatekeeper.js';
import { allowLongBody } from '../http/long-body.js';
import { toMeshError } from '../http/problem.js';
import { traceOf } from '../http/trace-of.js';
import type { Metrics, PortMetrics } from '../observability/metrics.js';
import { StreamSeats } from '../product/event-tail/stream-seats.js';
import type { ServedProduct } from '../product/served-product.js';
import { bodyChunks } from './body-chunks.js';
import type { IntakePort, Sending } from './intake-port.js';
import type { RowCounts, UploadStore } from './upload-store.js';

/** What the ways into an input port need. */
export interface IntakeParts {
  readonly gatekeeper: Gatekeeper;
  readonly log: EventLog;
  readonly uploads: UploadStore;
  readonly metrics: Metrics;
}

/** Rows of one upload are held in memory by the batch: so many uploads at once are bounded. */
const SENDERS = { aCaller: 4, altogether: 16 };

/** A call that was let in. */
export interface Entered {
  readonly caller: string;
  /** How the rows of an upload are told apart from those of others. */
  sending(upload: string): Sending;
}

/** The door of one input port: token, grant and record before, measures behind; as long as the service stops, closed. */
export class IntakeDoor {
  private readonly stopping = new AbortController();
  private readonly seats = new StreamSeats(SENDERS, IngestErrors.TOO_MANY_SENDERS);
  private readonly port: { readonly name: string; readonly urn: string };
  private readonly metrics: PortMetrics;
  private inFlight = 0;

  constructor(
    private readonly product: ServedProduct,
    intake: IntakePort,
    private readonly parts: IntakeParts,
  ) {
    this.port = { name: intake.name, urn: intake.urn };
    this.metrics = parts.metrics.port(intake.urn, () => this.inFlight);
  }

  /** Answers a call with a document, once it is decided and recorded who calls. */
  async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (entered: Entered) => Promise<object>,
  ): Promise<void> {
    const startedAt = performance.now();
    let status = 200;
    this.inFlight += 1;
    try {
      const { traceparent } = traceOf(request);
      const { caller, recorded } = await this.parts.gatekeeper.admit(request, this.product.policy, this.port);
      this.metrics.admitted(caller.id);
      await recorded;
      const answer = await work({
        caller: caller.id,
        sending: (upload) => ({ upload, sentBy: caller.id, traceparent }),
      });
      endUnread(request, reply);
      void reply
        .header('traceparent', traceparent)
        .header('content-type', 'application/json')
        .header('cache-control', 'no-store')
        .send(JSON.stringify(answer));
    } catch (error) {
      status = toMeshError(error).status;
      endUnread(request, reply);
      throw error;
    } finally {
      this.inFlight -= 1;
      this.metrics.called(status, performance.now() - startedAt);
    }
  }

  /** Reads the body of a call as it comes, for as long as it takes, in one of the places that there are. */
  async streaming<Result>(
    request: FastifyRequest,
    caller: string,
    work: (chunks: AsyncIterable<Buffer>) => Promise<Result>,
  ): Promise<Result> {
    const leave = this.seats.take(caller);
    try {
      allowLongBody(request.raw);
      const encoding = request.headers['content-encoding'];
      return await work(bodyChunks(request.body as Readable, { encoding, signal: this.stopping.signal }));
    } finally {
      leave();
    }
  }

  counted(rows: RowCounts): void {
    this.parts.metrics.rows(this.port.urn, rows);
  }

  /** Called before the server waits for its connections to end: what came so far is written, and the sender told. */
  close(): void {
    this.stopping.abort();
  }
}

/** Nobody reads what is left of a body that was refused: the connection ends with the answer. */
function endUnread({ body }: FastifyRequest, reply: FastifyReply): void {
  if (isStream(body) && !body.readableEnded) void reply.header('connection', 'close');
}

/** Whether the body is left to whoever answers, to be read as it comes. */
export const isStream = (body: unknown): body is Readable =>
  typeof body === 'object' && body !== null && typeof (body as { pipe?: unknown }).pipe === 'function';
