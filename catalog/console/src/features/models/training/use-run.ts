import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { readServerSentEvents } from '../../../api/server-sent-events.js';
import { useRead } from '../../../api/queries.js';
import { useSession } from '../../../session/use-session.js';
import { hasEnded, runPath, type TrainingRun } from './run.js';

const AGAIN_AFTER_MS = 3_000;
const STATES: readonly string[] = ['requested', 'running', 'completed', 'failed'] satisfies TrainingRun['state'][];

/** A run as it is now, followed by its event stream until it has ended; a stream that breaks is opened again. */
export function useRun(runId: string) {
  const { token } = useSession();
  const queries = useQueryClient();
  const read = useRead<TrainingRun>(runPath(runId));
  const [followed, setFollowed] = useState<TrainingRun>();
  const run = followed?.runId === runId ? followed : read.data;
  const isOpen = run !== undefined && !hasEnded(run);
  useEffect(() => {
    if (!isOpen) return undefined;
    const abort = new AbortController();
    const follow = async (): Promise<void> => {
      while (!abort.signal.aborted) {
        await readServerSentEvents(`${runPath(runId)}/events`, {
          token,
          signal: abort.signal,
          onEvent: ({ event, data }) => {
            if (STATES.includes(event)) setFollowed(JSON.parse(data) as TrainingRun);
          },
        }).catch(() => undefined);
        await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
      }
    };
    void follow();
    return () => abort.abort();
  }, [isOpen, runId, token]);
  const state = run?.state;
  useEffect(() => {
    // A version that has just come about is missing in what was read before.
    if (state === 'completed')
      void queries.invalidateQueries({ predicate: ({ queryKey: [path] }) => String(path).startsWith('/models') });
  }, [state, queries]);
  return { ...read, data: run };
}
