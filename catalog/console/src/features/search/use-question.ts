import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { FACETS, questionOf, type Question } from './found.js';

/** The question in the address, and how to change it: an address is a search that can be sent to a colleague. */
export function useQuestion() {
  const [address, setAddress] = useSearchParams();
  const question = useMemo(() => questionOf(address), [address]);
  const change = useCallback(
    (changed: Question) => {
      setAddress(
        (before) => {
          const next = new URLSearchParams(before);
          for (const name of ['q', ...FACETS] as const) {
            if (!(name in changed)) continue;
            const value = changed[name];
            if (value === undefined || value === '') next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true, preventScrollReset: true },
      );
    },
    [setAddress],
  );
  return { question, change };
}
