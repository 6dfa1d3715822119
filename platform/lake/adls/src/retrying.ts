import type { Agent } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type {
  HttpOperationResponse,
  RequestPolicy,
  RequestPolicyFactory,
  WebResource,
} from '@azure/storage-file-datalake';

export interface RetrySettings {
  /** Requests for one operation, the first one among them. */
  readonly tries: number;
  /** A request that has no answer after so long is given up. */
  readonly answerTimeoutMs: number;
  /** The first pause; each further one is twice as long, up to `longestPauseMs`. */
  readonly pauseMs: number;
  readonly longestPauseMs: number;
  /** Connections with settings of their own. */
  readonly agent?: Agent;
  /** How a pause is made; replaced in tests that ask how long it is. */
  readonly sleep?: (ms: number, signal: AbortSignal | undefined) => Promise<void>;
}

/** Statuses that say that the same request may succeed later. */
const PASSING = new Set([408, 429, 500, 502, 503, 504]);

/** What a single attempt came to. */
interface Attempt {
  readonly response?: HttpOperationResponse;
  readonly error?: unknown;
  readonly status: number;
  readonly retryAfterMs: number;
}

/**
 * Repeats a request that was throttled, failed or went unanswered, and waits as long as `Retry-After` asks. The policy of the
 * client library does neither know 429 nor heed that header, so it is told to try once and this one stands around it.
 */
export class RetryingFactory implements RequestPolicyFactory {
  constructor(private readonly settings: RetrySettings) {}

  create(next: RequestPolicy): RequestPolicy {
    return new RetryingPolicy(next, this.settings);
  }
}

class RetryingPolicy implements RequestPolicy {
  constructor(
    private readonly next: RequestPolicy,
    private readonly settings: RetrySettings,
  ) {}

  async sendRequest(request: WebResource): Promise<HttpOperationResponse> {
    const { tries, agent, sleep: wait = pauseFor } = this.settings;
    if (agent !== undefined) request.agent = agent;
    for (let tried = 1; ; tried += 1) {
      const attempt = await this.attempt(request);
      const isOver = tried >= tries || !isPassing(attempt) || request.abortSignal?.aborted === true;
      if (isOver && attempt.response !== undefined) return attempt.response;
      if (isOver) throw attempt.error;
      await wait(this.pause(tried, attempt), request.abortSignal as AbortSignal | undefined);
    }
  }

  private async attempt(request: WebResource): Promise<Attempt> {
    const whole = (request.abortSignal ?? new AbortController().signal) as AbortSignal;
    // The library's own time-out leaves its timer running when the connection fails.
    const unanswered = new AbortController();
    const timer = setTimeout(() => unanswered.abort(), this.settings.answerTimeoutMs);
    request.abortSignal = AbortSignal.any([unanswered.signal, whole]);
    try {
      const response = await this.next.sendRequest(request);
      return { response, status: response.status, retryAfterMs: retryAfterMs(response.headers) };
    } catch (error) {
      const { statusCode, response } = error as {
        statusCode?: number;
        response?: { headers: { get(name: string): string | undefined } };
      };
      const asked = response === undefined ? 0 : retryAfterMs(response.headers);
      return { error, status: statusCode ?? 0, retryAfterMs: asked };
    } finally {
      clearTimeout(timer);
      request.abortSignal = whole;
    }
  }

  /** Grows, differs between clients that were refused together, and is never shorter than what the service asks. */
  private pause(tried: number, { retryAfterMs: asked }: Attempt): number {
    const { pauseMs, longestPauseMs } = this.settings;
    const grown = Math.min(pauseMs * 2 ** (tried - 1), longestPauseMs);
    return Math.max(asked, grown * (0.5 + Math.random() / 2));
  }
}

/** No answer at all is passing too; who gave the request up says so by its signal. */
const isPassing = ({ status, error }: Attempt): boolean =>
  status === 0 ? isConnectionFailure(error) : PASSING.has(status);

/** A time-out of one attempt comes as an abortion. */
function isConnectionFailure(error: unknown): boolean {
  const { name, code } = (error ?? {}) as { readonly name?: string; readonly code?: string };
  return name === 'AbortError' || (name === 'RestError' && code !== 'PARSE_ERROR');
}

/** "Retry-After" in seconds or as a date (RFC 9110, 10.2.3), in milliseconds from now. */
function retryAfterMs(headers: { get(name: string): string | undefined }): number {
  const text = headers.get('retry-after') ?? '';
  if (/^\d{1,6}$/.test(text)) return Number(text) * 1_000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? 0 : Math.max(0, date - Date.now());
}

const pauseFor = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  sleep(ms, undefined, signal === undefined ? {} : { signal });
