import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DocumentTexts } from '@mesh/compatibility';
import { filesIn } from '../workspace/published-folder.js';

/** Whether a file is one of the documents of a product; a folder may hold notes beside them. */
export const isDocument = (name: string): boolean => /\.(json|ya?ml)$/.test(name);

/** The documents of a folder by name; undefined where there are none. */
export async function documentsIn(folder: string): Promise<DocumentTexts | undefined> {
  const names = (await filesIn(folder)).filter(isDocument);
  if (names.length === 0) return undefined;
  return new Map(
    await Promise.all(names.map(async (name) => [name, await readFile(join(folder, name), 'utf8')] as const)),
  );
}
