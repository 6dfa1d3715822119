import { open, type FileHandle } from 'node:fs/promises';
import { CliErrors } from '../cli.errors.js';

/** A piece of a file, to be sent in one call. */
export interface Part {
  readonly bytes: Buffer;
  readonly isLast: boolean;
}

/** Gives a file part by part, from whatever place the service has reached; places never go back. */
export interface PartSource {
  /** Bytes of the whole, where that is known. */
  readonly size: number | undefined;
  part(offset: number): Promise<Part>;
  close(): Promise<void>;
}

/** Bytes of one part: several of the longest row that a service takes, and few enough to be sent in seconds. */
const PART_BYTES = 4 * 1_048_576;

/** A file on disk; throws CLI.FILE_UNREADABLE. */
export async function fileParts(path: string): Promise<PartSource & { readonly size: number }> {
  const file: FileHandle = await open(path).catch((cause: unknown) => {
    throw CliErrors.FILE_UNREADABLE({}, { cause });
  });
  const { size } = await file.stat();
  return {
    size,
    async part(offset) {
      const buffer = Buffer.allocUnsafe(Math.min(PART_BYTES, Math.max(0, size - offset)));
      let length = 0;
      while (length < buffer.length) {
        const { bytesRead } = await file.read(buffer, length, buffer.length - length, offset + length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return { bytes: buffer.subarray(0, length), isLast: offset + length >= size };
    },
    close: () => file.close(),
  };
}

/** A stream that can be read once: what the service has not taken yet is kept, a part at most and what it left of the last. */
export function streamParts(stream: AsyncIterable<Buffer | string>): PartSource {
  const chunks = stream[Symbol.asyncIterator]();
  let held = Buffer.alloc(0);
  let start = 0;
  let ended = false;
  return {
    size: undefined,
    async part(offset) {
      held = held.subarray(offset - start);
      start = offset;
      const gathered = [held];
      let length = held.length;
      while (!ended && length < PART_BYTES) {
        const next = await chunks.next();
        if (next.done === true) ended = true;
        else {
          const chunk = Buffer.from(next.value);
          gathered.push(chunk);
          length += chunk.length;
        }
      }
      held = Buffer.concat(gathered);
      return { bytes: held, isLast: ended };
    },
    close: async () => void (await chunks.return?.()),
  };
}
