import { keepPreviousData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useSession } from '../session/use-session.js';
import { callJson, callText, withQuery, type Call } from './http.js';
import { problemOf } from './problem.js';

type Query = Readonly<Record<string, string | number | undefined>>;

/** How a path is asked. */
export interface Asking {
  readonly query?: Query;
  /** False waits. */
  readonly when?: boolean;
  /** Asks again after so many milliseconds. */
  readonly everyMs?: number;
  /** Shows the earlier answer while a changed question is asked. */
  readonly keep?: boolean;
}

/** Reads JSON at `path` as the reader; the key of the cache is the path, its query, and whether somebody is signed in. */
export function useRead<T>(path: string, { query = {}, when = true, everyMs, keep }: Asking = {}) {
  const { token, name } = useSession();
  const address = withQuery(path, query);
  return useQuery({
    queryKey: [path, query, name],
    queryFn: ({ signal }) => callJson<T>(address, { token, signal }),
    enabled: when,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
    ...(keep === true ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Reads text at `path` as the reader. */
export function useReadText(path: string, { when = true }: Pick<Asking, 'when'> = {}) {
  const { token, name } = useSession();
  return useQuery({
    queryKey: [path, 'text', name],
    queryFn: ({ signal }) => callText(path, { token, signal }),
    enabled: when,
  });
}

/** Reads a list a page at a time (`limit`, `cursor`); pages name the next one `nextCursor`. */
export function useReadPages<T extends { readonly nextCursor?: string }>(
  path: string,
  { query = {}, when = true, everyMs, keep }: Asking = {},
) {
  const { token, name } = useSession();
  return useInfiniteQuery({
    queryKey: [path, query, name, 'pages'],
    queryFn: ({ pageParam, signal }) =>
      callJson<T>(withQuery(path, { ...query, cursor: pageParam }), { token, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor,
    enabled: when,
    ...(everyMs === undefined ? {} : { refetchInterval: everyMs }),
    ...(keep === true ? { placeholderData: keepPreviousData } : {}),
  });
}

/** Sends to the mesh as the reader, then reads again what begins with one of `changes`. */
export function useSend<T, Given>(
  make: (given: Given) => Call & { readonly path: string },
  changes: readonly string[],
) {
  const { token } = useSession();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (given: Given) => {
      const { path, ...call } = make(given);
      return callJson<T>(path, { method: 'POST', token, ...call });
    },
    onSuccess: () =>
      queries.invalidateQueries({
        predicate: ({ queryKey: [path] }) => changes.some((start) => String(path).startsWith(start)),
      }),
  });
}

/** Whether a failed read is worth another try: only what may pass by itself. */
export const worthAnotherTry = (times: number, error: unknown): boolean => {
  const { status } = problemOf(error);
  return times < 2 && (status === 0 || status === 429 || status === 503);
};
