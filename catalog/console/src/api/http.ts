import { NO_ANSWER, ProblemError, type Problem } from './problem.js';

/** One call to the mesh. */
export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

const DEADLINE_MS = 30_000;

/** Calls `path` and gives the answer; throws a ProblemError for anything but success. */
export async function call(
  path: string,
  { method = 'GET', body, token, headers, signal }: Call = {},
): Promise<Response> {
  const deadline = AbortSignal.timeout(DEADLINE_MS);
  const answer = await fetch(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    credentials: 'omit',
    signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
  }).catch((cause: unknown) => {
    if (signal?.aborted === true) throw cause;
    throw new ProblemError({ title: 'NO_ANSWER', status: NO_ANSWER });
  });
  if (!answer.ok) throw new ProblemError(await problemIn(answer));
  return answer;
}

/** Calls `path` and gives the JSON of its answer. */
export async function callJson<T>(path: string, options?: Call): Promise<T> {
  const answer = await call(path, options);
  return answer.status === 204 ? (undefined as T) : ((await answer.json()) as T);
}

/** Calls `path` and gives the text of its answer. */
export const callText = async (path: string, options?: Call): Promise<string> =>
  (await call(path, { headers: { accept: '*/*' }, ...options })).text();

/** The problem that an answer carries, or what its status alone says. */
export async function problemIn(answer: Response): Promise<Problem> {
  const said =
    answer.headers.get('content-type')?.includes('json') === true ? await answer.json().catch(() => ({})) : {};
  return { title: answer.statusText || String(answer.status), ...(said as object), status: answer.status };
}

/** A path with its query, leaving out what is empty. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const text = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
  return text === '' ? path : `${path}?${text}`;
}
