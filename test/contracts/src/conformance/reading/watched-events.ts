import { headersOf, type Door } from '../calling/door.js';
import type { Caller } from '../calling/callers.js';
import type { Operation } from '../known/open-api.js';

/** What a listener is given, as it is written. */
export type WatchedEvent = Readonly<Record<string, unknown>>;

const WITHIN_MS = 30_000;

/** The first events of a stream from its beginning on, as many as are asked for; the answer itself is judged and noted. */
export async function watchedEvents(
  door: Door,
  operation: Operation,
  { as, events }: { readonly as: Caller; readonly events: number },
): Promise<readonly WatchedEvent[]> {
  const hangUp = new AbortController();
  const late = setTimeout(() => hangUp.abort(new Error(`fewer than ${events} events came`)), WITHIN_MS);
  try {
    const address = door.addressOf(operation, { query: { from: 'earliest' } });
    const response = await fetch(address, { headers: await headersOf({ as }), signal: hangUp.signal });
    const { status, headers } = response;
    const watched: WatchedEvent[] = [];
    let text = '';
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      text += Buffer.from(chunk).toString();
      watched.splice(0, Infinity, ...wholeEvents(text));
      if (watched.length >= events) break;
    }
    door.note(operation, { status, headers, bytes: Buffer.from(text), text });
    return watched;
  } finally {
    clearTimeout(late);
    hangUp.abort();
  }
}

/** The data of every event that has come to its end. */
function wholeEvents(text: string): readonly WatchedEvent[] {
  const whole = text.split('\n\n').slice(0, -1);
  return whole.flatMap((event) => {
    const data = event.split('\n').find((line) => line.startsWith('data: '));
    return data === undefined ? [] : [JSON.parse(data.slice('data: '.length)) as WatchedEvent];
  });
}
