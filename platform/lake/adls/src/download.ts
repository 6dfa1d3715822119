import { setTimeout as sleep } from 'node:timers/promises';
import type { AdlsFiles } from './adls-files.js';
import { storeFailure, StoreFailure } from './store-failure.js';

const MAX_RESUMPTIONS = 4;
const PAUSE_MS = 200;

export interface DownloadSettings {
  readonly files: AdlsFiles;
  /** A connection that brings nothing for so long is given up. */
  readonly silenceMs: number;
}

/**
 * Hands over the bytes of a file in order, each once. When the connection ends early or falls silent it goes on where it
 * was, as long as the file is the same; returns its ETag.
 */
export async function download(
  path: string,
  take: (bytes: Buffer) => Promise<void> | void,
  { files, silenceMs }: DownloadSettings,
): Promise<string> {
  const known = await files.properties(path);
  if (known === undefined) throw new StoreFailure(404, 'PathNotFound', undefined);
  let at = 0;
  /** What the taker said; no failure of the connection. */
  let refused: Error | undefined;
  for (let resumed = 0; at < known.bytes;) {
    const before = at;
    try {
      await readFrom(path, { from: at, ifMatch: known.etag, files, silenceMs }, async (bytes) => {
        try {
          await take(bytes);
        } catch (error) {
          refused = error as Error;
          throw error;
        }
        at += bytes.length;
      });
    } catch (error) {
      if (refused !== undefined) throw refused;
      const failure = storeFailure(error);
      if (failure.status !== 0 || resumed >= MAX_RESUMPTIONS) throw failure;
    }
    if (at > before) resumed = 0;
    else resumed += 1;
    if (at < known.bytes && at === before) await sleep(PAUSE_MS * 2 ** resumed);
  }
  return known.etag;
}

async function readFrom(
  path: string,
  { from, ifMatch, files, silenceMs }: DownloadSettings & { readonly from: number; readonly ifMatch: string },
  take: (bytes: Buffer) => Promise<void>,
): Promise<void> {
  const silence = new AbortController();
  const listen = (): NodeJS.Timeout => setTimeout(() => silence.abort(), silenceMs);
  let timer = listen();
  try {
    const { body } = await files.read(path, from, { ifMatch, signal: silence.signal });
    for await (const chunk of body) {
      clearTimeout(timer);
      await take(chunk as Buffer);
      timer = listen();
    }
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}
