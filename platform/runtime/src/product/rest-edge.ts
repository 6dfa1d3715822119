import { createHash } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import { personalTexts, type Asked, type RestPort } from '@mesh/product';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Admission, Gatekeeper } from '../access/gatekeeper.js';
import { toMeshError } from '../http/problem.js';
import { Deadlines, type Deadline } from '../http/deadlines.js';
import { pooledRandom } from '../http/random-pool.js';
import { traceOf } from '../http/trace-of.js';
import type { IdempotencyStore, PersonalTexts } from '../idempotency.js';
import type { Metrics, PortMetrics } from '../observability/metrics.js';
import { RuntimeErrors } from '../runtime.errors.js';
import { compileValidator, type Validator } from '../validation/compile-validator.js';
import type { ServedProduct } from './served-product.js';

const DEADLINE_MS = 10_000;
const MAX_IN_FLIGHT = 4_096;
const USABLE_KEY = /^[\x21-\x7e]{1,255}$/;

export interface RestEdgeParts {
  readonly gatekeeper: Gatekeeper;
  readonly idempotency: IdempotencyStore;
  readonly metrics: Metrics;
}

type Handler = (request: never, asked: Asked) => Promise<unknown>;

/** Everything that stands between the wire and a service's method: token, policy, shape, deadline, repeat, answer. */
export class RestEdge {
  private readonly checkBody: Validator;
  private readonly checkAnswer: Validator;
  private readonly deadlines = new Deadlines(DEADLINE_MS);
  private readonly urn: string;
  private readonly port: { readonly name: string; readonly urn: string };
  private readonly metrics: PortMetrics;
  private readonly personal: PersonalTexts;
  private inFlight = 0;

  constructor(
    private readonly product: ServedProduct,
    name: string,
    port: RestPort,
    private readonly parts: RestEdgeParts,
    private readonly handle: Handler,
  ) {
    this.checkBody = compileValidator(port.body);
    this.checkAnswer = compileValidator(port.returns);
    this.urn = product.names.port(name);
    this.port = { name, urn: this.urn };
    const fields = new Set([...personalTexts(port.body), ...personalTexts(port.returns)]);
    this.personal = { domain: product.names.domain, fields: [...fields] };
    this.metrics = parts.metrics.port(this.urn, () => this.inFlight);
  }

  async answer(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    if (this.inFlight >= MAX_IN_FLIGHT) throw this.overloaded();
    const startedAt = performance.now();
    let status = 200;
    this.inFlight += 1;
    try {
      const body = await this.respond(request);
      const { traceparent } = traceOf(request);
      void reply
        .header('traceparent', traceparent)
        .header('content-type', 'application/json')
        .header('cache-control', 'no-store')
        .send(body);
    } catch (error) {
      status = toMeshError(error).status;
      throw error;
    } finally {
      this.inFlight -= 1;
      this.metrics.called(status, performance.now() - startedAt);
    }
  }

  /** A call that was put off is one that was not served: it counts against the promise. */
  private overloaded(): Error {
    const error = RuntimeErrors.OVERLOADED();
    this.metrics.called(error.status, 0);
    return error;
  }

  private async respond(request: FastifyRequest): Promise<string> {
    const admission = await this.parts.gatekeeper.admit(request, this.product.policy, this.port);
    this.metrics.admitted(admission.caller.id);
    const errors = this.checkBody(request.body);
    if (errors.length > 0) throw RuntimeErrors.BODY_INVALID({ errors });
    const key = request.headers['idempotency-key'];
    const body =
      key === undefined
        ? await this.call(request, admission, newRequestId(), false)
        : await this.callOnce(request, admission, key);
    await admission.recorded;
    return body;
  }

  /** A repeat of an answered call gives the first answer; one that a crash cut off is finished under its first id. */
  private async callOnce(request: FastifyRequest, admission: Admission, header: string | string[]): Promise<string> {
    if (typeof header !== 'string' || !USABLE_KEY.test(header)) throw RuntimeErrors.IDEMPOTENCY_KEY_INVALID();
    const key = sha256(`${admission.caller.id}\n${this.urn}\n${header}`);
    const claim = await this.parts.idempotency.claim(key, JSON.stringify(request.body), {
      requestId: newRequestId(),
      personal: this.personal,
    });
    if (claim.state === 'answered') return claim.body;
    if (claim.state === 'busy') throw RuntimeErrors.IDEMPOTENCY_KEY_BUSY();
    if (claim.state === 'different') throw RuntimeErrors.IDEMPOTENCY_KEY_REUSED();
    try {
      const body = await this.call(request, admission, claim.requestId, true);
      await this.parts.idempotency.answer(key, body, this.personal);
      return body;
    } catch (error) {
      // Why the call failed says more than that its claim could not be given back: that one ends by itself.
      await this.parts.idempotency.release(key).catch(() => undefined);
      throw error;
    }
  }

  private async call(
    request: FastifyRequest,
    { caller, verdict: { reveals } }: Admission,
    requestId: string,
    repeatable: boolean,
  ): Promise<string> {
    const { traceId, traceparent } = traceOf(request);
    const answer = await this.deadlines.run((deadline) =>
      this.handle(
        request.body as never,
        new AskedCall({ caller, reveals, traceId, traceparent, requestId, repeatable }, deadline),
      ),
    );
    const errors = this.checkAnswer(answer);
    if (errors.length > 0) throw RuntimeErrors.ANSWER_INVALID({ port: this.urn, errors });
    return JSON.stringify(answer);
  }
}

/** The call as a handler sees it; the signal is made only for a handler that looks at it. */
class AskedCall implements Asked {
  readonly caller: Asked['caller'];
  readonly reveals: readonly 'phi'[];
  readonly traceId: string;
  readonly traceparent: string;
  readonly requestId: string;
  readonly repeatable: boolean;

  constructor(
    call: Required<Omit<Asked, 'signal'>>,
    private readonly deadline: Deadline,
  ) {
    this.caller = call.caller;
    this.reveals = call.reveals;
    this.traceId = call.traceId;
    this.traceparent = call.traceparent;
    this.requestId = call.requestId;
    this.repeatable = call.repeatable;
  }

  get signal(): AbortSignal {
    return this.deadline.signal;
  }
}

/** A UUIDv7: its time lets a trace be found again. */
const newRequestId = (): string => uuidv7({ random: pooledRandom(16) });

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
