/** An answer to the last byte. */
export interface Exchange {
  readonly status: number;
  readonly headers: Headers;
  readonly bytes: Buffer;
  readonly text: string;
}

/** Longer than any promise of a port: a log that stands still is given up after ten seconds. */
const TIMEOUT_MS = 30_000;

/** Calls an address and reads the whole answer. */
export async function exchange(url: string, request: RequestInit = {}): Promise<Exchange> {
  const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS), ...request });
  const bytes = Buffer.from(await response.arrayBuffer());
  return { status: response.status, headers: response.headers, bytes, text: bytes.toString('utf8') };
}
