import { useQuery } from '@tanstack/react-query';
import { callJson, withQuery } from '../../api/http.js';
import { useSession } from '../../session/use-session.js';
import type { Agreement, AgreementsPage } from './agreement.js';

/** What waits for a reader. */
export interface WaitingForReader {
  readonly toDecide: readonly Agreement[];
  readonly undecided: readonly Agreement[];
  /** Access of the reader that ends within days. */
  readonly ending: readonly Agreement[];
}

const SHOWN = 20;
const SOON_MS = 14 * 86_400_000;

/** Reads what waits for the reader from both sides of their agreements. */
export function useWaiting(when: boolean) {
  const { token, name } = useSession();
  const read = async (query: Record<string, string>, signal: AbortSignal) => {
    const path = withQuery('/access/agreements', { ...query, limit: SHOWN });
    return (await callJson<AgreementsPage>(path, { token, signal })).agreements;
  };
  return useQuery({
    queryKey: ['/access/agreements', 'waiting', name],
    enabled: when,
    queryFn: async ({ signal }): Promise<WaitingForReader> => {
      const [toDecide, undecided, granted] = await Promise.all([
        read({ role: 'owned', status: 'requested' }, signal),
        read({ role: 'asked', status: 'requested' }, signal),
        read({ role: 'asked', status: 'granted' }, signal),
      ]);
      const soon = Date.now() + SOON_MS;
      return {
        toDecide,
        undecided,
        ending: granted.filter(({ until }) => until !== undefined && Date.parse(until) < soon),
      };
    },
  });
}
