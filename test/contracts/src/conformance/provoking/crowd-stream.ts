import { headersOf, type Door } from '../calling/door.js';
import type { Entitled } from '../calling/callers.js';
import type { Operation } from '../known/open-api.js';

/** More than one caller may have of one port. */
const MOST_STREAMS = 100;

/** Opens streams of one caller until one is refused, and closes them. */
export async function crowdStream({
  operation,
  door,
  entitled,
}: {
  readonly operation: Operation;
  readonly door: Door;
  readonly entitled: Entitled;
}): Promise<void> {
  const { port = '' } = operation;
  const hangUp = new AbortController();
  const headers = await headersOf({ as: entitled.whoMay(port) });
  try {
    for (let streams = 0; streams < MOST_STREAMS; streams += 1) {
      const response = await fetch(door.addressOf(operation), { headers, signal: hangUp.signal });
      if (response.status === 200) continue;
      const bytes = Buffer.from(await response.arrayBuffer());
      door.note(operation, { status: response.status, headers: response.headers, bytes, text: bytes.toString() });
      return;
    }
  } finally {
    hangUp.abort();
  }
}
