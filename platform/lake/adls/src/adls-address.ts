import { isIP } from 'node:net';

/** Where a lake lies in Azure Data Lake Storage Gen2. */
export interface AdlsAddress {
  /** The file system's address, without a slash at its end. */
  readonly fileSystemUrl: string;
  /** The lake's folder in it, decoded; empty for the file system itself. */
  readonly folder: string;
}

/** Names of file systems: "Naming and referencing containers, blobs, and metadata". */
const FILE_SYSTEM = /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/;

/**
 * Reads `https://<account>.dfs.core.windows.net/<file system>[/<folder>]`; on an IP address or localhost the account is the
 * first name of the path. Undefined when it is none; only loopback may go without TLS, and credentials never stand in it.
 */
export function adlsAddress(text: string): AdlsAddress | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isLoopback = host === 'localhost' || host === '::1' || /^127\.\d+\.\d+\.\d+$/.test(host);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback)) return undefined;
  if (url.search !== '' || url.hash !== '' || url.username !== '' || url.password !== '') return undefined;
  const names = url.pathname.split('/').filter((name) => name !== '');
  const depth = isIP(host) !== 0 || host === 'localhost' ? 2 : 1;
  const fileSystem = names[depth - 1];
  if (fileSystem === undefined || !FILE_SYSTEM.test(fileSystem)) return undefined;
  const folder = decoded(names.slice(depth));
  if (folder === undefined) return undefined;
  return { fileSystemUrl: `${url.origin}/${names.slice(0, depth).join('/')}`, folder };
}

function decoded(names: readonly string[]): string | undefined {
  try {
    const folder = names.map(decodeURIComponent);
    return folder.some((name) => name === '.' || name === '..' || name.includes('/')) ? undefined : folder.join('/');
  } catch {
    return undefined;
  }
}
