import type { Answer, Call } from './call.js';
import { StorageError } from './storage-error.js';
import type { Tree } from './tree.js';

/**
 * "Path - List": the paths of a directory, its own left out, recursively or not; at most `maxResults` at a time, and
 * `x-ms-continuation` when there are more. Numbers and truth values are texts.
 */
export function listPaths({ query }: Call, tree: Tree, pageSize: number): Answer {
  const recursive = query.get('recursive');
  if (recursive !== 'true' && recursive !== 'false') throw new StorageError('MissingRequiredQueryParameter');
  const directory = (query.get('directory') ?? '').replace(/^\/|\/$/g, '');
  if (directory !== '' && tree.get(directory)?.isDirectory !== true) throw new StorageError('PathNotFound');
  const asked = query.get('maxResults');
  if (asked !== null && !(Number(asked) >= 1)) throw new StorageError('InvalidQueryParameterValue');
  const limit = Math.min(pageSize, Number(asked ?? 5_000));
  const after = decodeContinuation(query.get('continuation'));
  const depth = directory === '' ? 1 : directory.split('/').length + 1;
  const found = tree
    .below(directory)
    .filter(([path]) => path !== directory && (recursive === 'true' || path.split('/').length === depth))
    .filter(([path]) => path > after);
  const page = found.slice(0, limit);
  const paths = page.map(([name, { isDirectory, content, etag, modifiedAt }]) => ({
    name,
    ...(isDirectory && { isDirectory: 'true' }),
    contentLength: String(content.length),
    etag: etag.replaceAll('"', ''),
    lastModified: modifiedAt.toUTCString(),
  }));
  const last = page.at(-1)?.[0];
  const more = found.length > page.length && last !== undefined;
  return {
    status: 200,
    headers: {
      'Content-Type': 'application/json;charset=utf-8',
      ...(more && { 'x-ms-continuation': Buffer.from(`after:${last}`).toString('base64') }),
    },
    body: JSON.stringify({ paths }),
  };
}

function decodeContinuation(token: string | null): string {
  if (token === null || token === '') return '';
  const [, path] = /^after:(.*)$/s.exec(Buffer.from(token, 'base64').toString()) ?? [];
  if (path === undefined) throw new StorageError('InvalidQueryParameterValue');
  return path;
}
