import { EventParser, type ServerSentEvent } from './event-parser.js';
import { problemIn } from './http.js';
import { NO_ANSWER, ProblemError } from './problem.js';

/** A stream to read: with a header for the reader's token, which the browser's own EventSource cannot send. */
export interface StreamCall {
  readonly token: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
  /** Takes up a stream after the event of this id. */
  readonly lastEventId?: string;
  readonly signal: AbortSignal;
  readonly onOpen?: () => void;
  readonly onEvent: (event: ServerSentEvent) => void;
}

/** Reads server-sent events until the stream ends or `signal` aborts; throws a ProblemError when it does not begin or breaks. */
export async function readServerSentEvents(path: string, call: StreamCall): Promise<void> {
  const { token, headers, lastEventId = '', signal, onOpen, onEvent } = call;
  try {
    const answer = await fetch(path, {
      headers: {
        accept: 'text/event-stream',
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(lastEventId === '' ? {} : { 'last-event-id': lastEventId }),
        ...headers,
      },
      credentials: 'omit',
      cache: 'no-store',
      signal,
    });
    if (!answer.ok) throw new ProblemError(await problemIn(answer));
    onOpen?.();
    const parser = new EventParser();
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { value, done } = (await reader?.read()) ?? { value: undefined, done: true };
      if (done) return;
      for (const event of parser.take(value)) onEvent(event);
    }
  } catch (error) {
    if (signal.aborted) return;
    if (error instanceof ProblemError) throw error;
    throw new ProblemError({ title: 'NO_ANSWER', status: NO_ANSWER });
  }
}
