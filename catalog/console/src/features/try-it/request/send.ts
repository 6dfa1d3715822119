import { problemIn } from '../../../api/http.js';
import { NO_ANSWER, type Problem } from '../../../api/problem.js';
import { headersOf, type TryRequest } from './try-request.js';

/** What came back, and after how long. */
export interface TryAnswer {
  readonly status: number;
  readonly milliseconds: number;
  /** Parsed where it is JSON. */
  readonly body?: unknown;
  readonly problem?: Problem;
  readonly traceId?: string;
  /** What had been sent. */
  readonly sent?: unknown;
}

const DEADLINE_MS = 30_000;

/** Sends the call with the reader's token and measures, as the browser sees it, how long the answer took. */
export async function send(request: TryRequest, token: string, signal: AbortSignal): Promise<TryAnswer> {
  const startedAt = performance.now();
  const elapsed = () => performance.now() - startedAt;
  try {
    const answer = await fetch(request.url, {
      method: request.method,
      headers: { accept: 'application/json', authorization: `Bearer ${token}`, ...headersOf(request) },
      ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]),
    });
    const milliseconds = elapsed();
    // W3C trace context: version, trace id, parent id, flags.
    const traceId = answer.headers.get('traceparent')?.split('-')[1];
    const known = {
      status: answer.status,
      milliseconds,
      sent: request.body,
      ...(traceId !== undefined && { traceId }),
    };
    if (!answer.ok) return { ...known, problem: await problemIn(answer) };
    const text = await answer.text();
    return { ...known, body: isJson(answer) ? (JSON.parse(text) as unknown) : text };
  } catch (error) {
    if (signal.aborted) throw error;
    return { status: NO_ANSWER, milliseconds: elapsed(), problem: { title: 'NO_ANSWER', status: NO_ANSWER } };
  }
}

const isJson = ({ headers }: Response): boolean => headers.get('content-type')?.includes('json') === true;
