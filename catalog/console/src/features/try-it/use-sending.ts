import { useCallback, useEffect, useRef, useState } from 'react';
import { useSession } from '../../session/use-session.js';
import { send, type TryAnswer } from './request/send.js';
import type { TryRequest } from './request/try-request.js';

/** A call that is sent on demand, one at a time; leaving the page ends it. */
export function useSending() {
  const { token } = useSession();
  const [sending, setSending] = useState(false);
  const [answer, setAnswer] = useState<TryAnswer>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const start = useCallback(
    async (request: TryRequest) => {
      if (token === undefined) return;
      running.current?.abort();
      const controller = new AbortController();
      running.current = controller;
      setSending(true);
      try {
        setAnswer(await send(request, token, controller.signal));
      } catch (error) {
        if (!controller.signal.aborted) throw error;
      } finally {
        if (running.current === controller) setSending(false);
      }
    },
    [token],
  );
  const forget = useCallback(() => setAnswer(undefined), []);
  return { sending, answer, start, forget };
}
