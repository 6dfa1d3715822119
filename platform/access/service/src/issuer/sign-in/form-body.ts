import type { IncomingMessage } from 'node:http';

const MAX_BYTES = 4096;
const WITHIN_MS = 10_000;

/** The fields of a submitted form; undefined for another media type, more than 4 KiB, or a sender that takes too long. */
export async function formBody(request: IncomingMessage): Promise<URLSearchParams | undefined> {
  const [mediaType] = (request.headers['content-type'] ?? '').split(';', 1);
  if (mediaType?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') return undefined;
  const late = setTimeout(() => request.destroy(), WITHIN_MS);
  try {
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > MAX_BYTES) return undefined;
      chunks.push(chunk);
    }
    return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
  } catch {
    return undefined;
  } finally {
    clearTimeout(late);
  }
}
