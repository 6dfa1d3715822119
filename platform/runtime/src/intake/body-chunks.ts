import { createGunzip } from 'node:zlib';
import type { Readable } from 'node:stream';
import { IngestErrors } from '@mesh/ingest';
import { MeshError } from '@mesh/product';

/** Gzip makes a thousandth of what is all alike; what real rows make lies far below. Counted from this many bytes on. */
const MOST_EXPANSION = 200;
const EXPANSION_COUNTS_FROM_BYTES = 16 * 1_048_576;
const IDLE_MS = 30_000;
const CHUNK_BYTES = 65_536;

/** How a body is read. */
export interface BodySettings {
  /** `Content-Encoding`. */
  readonly encoding: string | undefined;
  /** Ends the reading: the service stops. */
  readonly signal: AbortSignal;
  /** Longest wait for bytes. Default 30 s. */
  readonly idleMs?: number;
}

/** The bytes of a body as they come, unpacked, and no faster than they are taken. Throws INGEST errors. */
export async function* bodyChunks(body: Readable, settings: BodySettings): AsyncGenerator<Buffer> {
  const { encoding = 'identity', signal, idleMs = IDLE_MS } = settings;
  if (encoding !== 'identity' && encoding !== 'gzip') throw IngestErrors.ENCODING_UNSUPPORTED();
  if (signal.aborted) throw IngestErrors.UPLOAD_INTERRUPTED();
  const { source, grew } = encoding === 'gzip' ? unpacked(body) : { source: body, grew: () => undefined };
  // The body is not destroyed, whatever happens: with it the connection would go before the answer.
  const chunks = source.iterator({ destroyOnReturn: false }) as AsyncIterator<Buffer>;
  let stop: (error: Error) => void = () => undefined;
  const stopped = new Promise<never>((_, reject) => (stop = reject));
  stopped.catch(() => undefined);
  // What goes wrong with it is heard by whoever waits for bytes; nobody may be waiting just then.
  body.on('error', () => undefined);
  const interrupt = (): void => stop(IngestErrors.UPLOAD_INTERRUPTED());
  signal.addEventListener('abort', interrupt, { once: true });
  let idle: NodeJS.Timeout | undefined;
  try {
    for (;;) {
      // While rows are being written nobody waits for bytes.
      idle = setTimeout(() => stop(IngestErrors.UPLOAD_STALLED()), idleMs);
      const coming = chunks.next();
      coming.catch(() => undefined);
      const next = await Promise.race([coming, stopped]);
      clearTimeout(idle);
      if (next.done === true) return;
      grew(next.value.length);
      yield next.value;
    }
  } catch (error) {
    if (error instanceof MeshError) throw error;
    throw isOfZlib(error) ? IngestErrors.NOT_GZIP() : IngestErrors.SENDER_LEFT({}, { cause: error });
  } finally {
    clearTimeout(idle);
    signal.removeEventListener('abort', interrupt);
    if (source !== body) {
      body.unpipe();
      source.destroy();
    }
  }
}

/** The body without gzip, and the count that gives up one that grows beyond measure. */
function unpacked(body: Readable): { readonly source: Readable; readonly grew: (bytes: number) => void } {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  let [packed, grown] = [0, 0];
  body.on('data', (chunk: Buffer) => (packed += chunk.length));
  body.on('close', () => void (body.readableEnded || gunzip.destroy(new Error('the sender left'))));
  body.pipe(gunzip);
  return {
    source: gunzip,
    grew: (bytes) => {
      grown += bytes;
      if (grown > EXPANSION_COUNTS_FROM_BYTES && grown > packed * MOST_EXPANSION) throw IngestErrors.EXPANDS_TOO_MUCH();
    },
  };
}

const isOfZlib = (error: unknown): boolean => String((error as { code?: unknown }).code).startsWith('Z_');
