import { useEffect, useState } from 'react';
import { callJson, withQuery } from '../../../api/http.js';
import { useSession } from '../../../session/use-session.js';
import { added, NO_LINES, type LogLine, type RunLines } from './run-lines.js';
import { runPath } from './run.js';

interface LogPage {
  readonly lines: readonly LogLine[];
  readonly nextCursor?: string;
}

const EVERY_MS = 1_000;
const PAGE_LINES = 1_000;
/** Lines travel on a way of their own and may come after the news that the run has ended. */
const LOOKS_AFTER_END = 4;

/** What a recipe has said so far, with what it says as long as the run goes on. */
export function useRunLog(runId: string, { isOpen, when }: { readonly isOpen: boolean; readonly when: boolean }) {
  const { token } = useSession();
  const [log, setLog] = useState<RunLines>(NO_LINES);
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    if (!when) return undefined;
    const abort = new AbortController();
    const { signal } = abort;
    const follow = async (): Promise<void> => {
      let cursor = 0;
      for (let looks = LOOKS_AFTER_END; isOpen || looks > 0; looks -= 1) {
        for (let isMore = true; isMore;) {
          const path = withQuery(`${runPath(runId)}/logs`, { limit: PAGE_LINES, cursor });
          const page = await callJson<LogPage>(path, { token, signal });
          setLog((before) => added(before, runId, page.lines));
          cursor = (page.lines.at(-1)?.line ?? cursor - 1) + 1;
          isMore = page.nextCursor !== undefined;
        }
        setError(undefined);
        await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
        if (signal.aborted) return;
      }
    };
    follow().catch((cause: unknown) => {
      if (!signal.aborted) setError(cause);
    });
    return () => abort.abort();
  }, [runId, isOpen, when, token]);
  return { lines: log.runId === runId ? log.texts : [], error };
}
