import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const CHUNK_BYTES = 4 * 1_048_576;
/** Logs reserve room that nothing was written to yet; it is passed over. */
const NOTHING = Buffer.alloc(2 * CHUNK_BYTES);

/** The forms in which a text may stand in a file: as it is, in UTF-16, in hexadecimal, in base64 at each of its three offsets. */
export function formsOf(text: string): readonly Buffer[] {
  const plain = Buffer.from(text, 'utf8');
  const wide = Buffer.from(text, 'utf16le');
  const hex = plain.toString('hex');
  const base64 = [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), plain])
      .toString('base64')
      .replaceAll('=', '');
    // What shares a character with its neighbours is left out at both ends.
    return encoded.slice(before === 0 ? 0 : before + 1, encoded.length - 1);
  });
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll(/[\u007f-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const texts = [
    hex,
    hex.toUpperCase(),
    escaped,
    ...base64,
    ...base64.map((one) => one.replaceAll('+', '-').replaceAll('/', '_')),
  ];
  const forms = [plain, wide, Buffer.from(wide).swap16(), ...texts.map((one) => Buffer.from(one))];
  return [...new Map(forms.map((form) => [form.toString('latin1'), form])).values()];
}

/** The files below a folder that hold one of the texts in one of its forms, hidden ones and all. */
export async function filesHolding(folder: string, texts: readonly string[]): Promise<readonly string[]> {
  const forms = texts.flatMap(formsOf);
  const found: string[] = [];
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && (await holds(path, forms))) found.push(path);
  }
  return found.sort();
}

async function holds(path: string, forms: readonly Buffer[]): Promise<boolean> {
  const overlap = Math.max(...forms.map(({ length }) => length)) - 1;
  // A file that was removed meanwhile holds nothing.
  const file = await open(path, 'r').catch((failure: NodeJS.ErrnoException) => {
    if (failure.code !== 'ENOENT') throw failure;
    return undefined;
  });
  if (file === undefined) return false;
  try {
    const chunk = Buffer.alloc(CHUNK_BYTES + overlap);
    let kept = 0;
    for (;;) {
      const { bytesRead } = await file.read(chunk, kept, CHUNK_BYTES);
      if (bytesRead === 0) return false;
      const seen = chunk.subarray(0, kept + bytesRead);
      const isEmpty = seen.equals(NOTHING.subarray(0, seen.length));
      if (!isEmpty && forms.some((form) => seen.includes(form))) return true;
      kept = Math.min(overlap, seen.length);
      seen.copy(chunk, 0, seen.length - kept);
    }
  } finally {
    await file.close();
  }
}
