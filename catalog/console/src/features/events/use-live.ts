import { useCallback, useEffect, useRef, useState } from 'react';
import { problemOf, type Problem } from '../../api/problem.js';
import { readServerSentEvents } from '../../api/server-sent-events.js';
import { useSession } from '../../session/use-session.js';
import { liveEvent, NOTHING_YET, rateAt, withEvents, type LiveBuffer, type LiveEvent } from './live-buffer.js';

/** How the stream stands. */
export type LiveState = 'idle' | 'connecting' | 'live' | 'paused' | 'broken' | 'ended';

/** A port to watch, and what for. */
export interface Watched {
  readonly url: string;
  readonly purpose: string;
  /** Where to begin the first time: now, or at an instant. */
  readonly from?: string;
}

const FLUSH_EVERY_MS = 250;
const AGAIN_AFTER_MS = 3_000;

/**
 * Watches a port: begins now or at a time, pauses, and goes on where it paused or broke off, since the server finds the
 * place again by the last event's id.
 */
export function useLive() {
  const { token } = useSession();
  const [state, setState] = useState<LiveState>('idle');
  const [buffer, setBuffer] = useState<LiveBuffer>(NOTHING_YET);
  const [problem, setProblem] = useState<Problem>();
  const [endReason, setEndReason] = useState<string>();
  const [rate, setRate] = useState(0);
  const abort = useRef<AbortController>(undefined);
  const lastEventId = useRef('');
  const waiting = useRef<LiveEvent[]>([]);
  const coversFromMs = useRef(0);

  useEffect(() => {
    const flush = setInterval(() => {
      const came = waiting.current.splice(0);
      const nowMs = Date.now();
      if (came.length > 0) setBuffer((before) => withEvents(before, came, nowMs));
      setBuffer((now) => {
        setRate(rateAt(now, nowMs, coversFromMs.current));
        return now;
      });
    }, FLUSH_EVERY_MS);
    return () => {
      clearInterval(flush);
      abort.current?.abort();
    };
  }, []);

  const start = useCallback(
    async ({ url, purpose, from }: Watched) => {
      abort.current?.abort();
      const { signal } = (abort.current = new AbortController());
      setProblem(undefined);
      setEndReason(undefined);
      setState('connecting');
      if (lastEventId.current === '') coversFromMs.current = from === undefined ? Date.now() : Date.parse(from);
      let ended: string | undefined;
      while (!signal.aborted && ended === undefined) {
        const begin = lastEventId.current === '' && from !== undefined ? `?from=${encodeURIComponent(from)}` : '';
        try {
          await readServerSentEvents(`${url}${begin}`, {
            token,
            signal,
            lastEventId: lastEventId.current,
            headers: { 'mesh-purpose': purpose },
            onOpen: () => setState('live'),
            onEvent: ({ event, data, lastEventId: id }) => {
              if (id !== '') lastEventId.current = id;
              if (event === 'end') ended = reasonIn(data);
              else waiting.current.push(...[liveEvent(data)].filter((one) => one !== undefined));
            },
          });
          // An hour is the longest that a stream lasts, and a service may start anew: both go on by themselves.
          if (ended === 'longest-time' || ended === 'shutdown' || ended === 'log-unavailable') ended = undefined;
        } catch (error) {
          const why = problemOf(error);
          // What the server refuses is not asked for again; what did not answer is.
          if (why.status >= 400 && why.status !== 429 && why.status !== 503) {
            setProblem(why);
            setState('ended');
            return;
          }
        }
        if (signal.aborted || ended !== undefined) break;
        setState('broken');
        await new Promise((resolve) => setTimeout(resolve, AGAIN_AFTER_MS));
      }
      if (ended !== undefined && !signal.aborted) {
        setEndReason(ended);
        setState('ended');
      }
    },
    [token],
  );

  const pause = useCallback(() => {
    abort.current?.abort();
    setState('paused');
  }, []);

  const reset = useCallback(() => {
    abort.current?.abort();
    lastEventId.current = '';
    waiting.current = [];
    setBuffer(NOTHING_YET);
    setProblem(undefined);
    setEndReason(undefined);
    setState('idle');
  }, []);

  const clear = useCallback(() => setBuffer(NOTHING_YET), []);
  return { state, buffer, rate, problem, endReason, start, pause, reset, clear };
}

function reasonIn(data: string): string {
  try {
    return String((JSON.parse(data) as { reason?: unknown }).reason);
  } catch {
    return 'unknown';
  }
}
