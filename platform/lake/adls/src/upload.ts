import { open, type FileHandle } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AdlsFiles, When } from './adls-files.js';
import { StoreFailure } from './store-failure.js';

const CHUNK_BYTES = 4_194_304;
/** What a failure costs at most: bytes that are sent again. */
const FLUSH_EVERY_BYTES = 16_777_216;
const MAX_RESUMPTIONS = 4;
const PAUSE_MS = 500;

/** Bytes that are to become a file in the store. */
export interface Source {
  readonly bytes: number;
  read(from: number, bytes: number): Promise<Buffer>;
}

/** A file on this disk, or bytes in memory, as a source. */
export async function withSource<T>(from: string | Buffer, work: (source: Source) => Promise<T>): Promise<T> {
  if (typeof from !== 'string') {
    const read = (at: number, bytes: number): Promise<Buffer> => Promise.resolve(from.subarray(at, at + bytes));
    return work({ bytes: from.length, read });
  }
  const file = await open(from, 'r');
  try {
    const { size } = await file.stat();
    return await work({ bytes: size, read: (at, bytes) => readRange(file, at, bytes) });
  } finally {
    await file.close();
  }
}

/**
 * Writes a source to a new file: parts are appended in order and flushed now and then. After a failure that outlasts the
 * repetitions of single requests, it goes on where the store says that the file ends.
 */
export async function upload(source: Source, path: string, files: AdlsFiles, when: When = {}): Promise<void> {
  await files.create(path, when);
  let flushed = 0;
  for (let resumed = 0; ; resumed += 1) {
    try {
      await sendFrom(flushed, { source, path, files, when });
      return;
    } catch (error) {
      if (!(error instanceof StoreFailure) || !isPassing(error) || resumed >= MAX_RESUMPTIONS) throw error;
      await sleep(PAUSE_MS * 2 ** resumed);
      const stored = await files.properties(path);
      if (stored === undefined || stored.bytes > source.bytes) throw error;
      flushed = stored.bytes;
    }
  }
}

async function sendFrom(
  start: number,
  { source, path, files, when }: { source: Source; path: string; files: AdlsFiles; when: When },
): Promise<void> {
  let flushed = start;
  for (let at = start; at < source.bytes;) {
    const body = await source.read(at, Math.min(CHUNK_BYTES, source.bytes - at));
    await files.append(path, at, body, when);
    at += body.length;
    if (at - flushed < FLUSH_EVERY_BYTES && at < source.bytes) continue;
    await files.flush(path, at, when);
    flushed = at;
  }
}

/** What may pass by itself, or by starting from what is flushed. */
const isPassing = ({ status, code }: StoreFailure): boolean =>
  status === 0 || status === 408 || status === 429 || status >= 500 || code === 'InvalidFlushPosition';

async function readRange(file: FileHandle, from: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  let read = 0;
  while (read < bytes) {
    const { bytesRead } = await file.read(buffer, read, bytes - read, from + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return buffer.subarray(0, read);
}
