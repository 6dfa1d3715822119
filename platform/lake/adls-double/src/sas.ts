import { createHmac, timingSafeEqual } from 'node:crypto';

/** What a service SAS is made for: a file system (`sr=c`), or a directory of it (`sr=d` with its depth). */
export interface SasTarget {
  readonly account: string;
  readonly fileSystem: string;
  readonly directory?: string;
}

export interface SasGrant {
  /** In the order of the service: `racwdxltmeop`. */
  readonly permissions: string;
  readonly startsOn?: string;
  readonly expiresOn: string;
}

const VERSION = '2022-11-02';

/** Makes the query of a service SAS. */
export function signSas(target: SasTarget, grant: SasGrant, key: string): string {
  const query = new URLSearchParams({
    sv: VERSION,
    sr: target.directory === undefined ? 'c' : 'd',
    sp: grant.permissions,
    se: grant.expiresOn,
  });
  if (grant.startsOn !== undefined) query.set('st', grant.startsOn);
  if (target.directory !== undefined) query.set('sdd', String(target.directory.split('/').length));
  query.set('sig', signatureOf(query, target, key));
  return query.toString();
}

/**
 * "Create a service SAS", string-to-sign of version 2020-12-06 and later: permissions, start, expiry, canonicalized resource,
 * identifier, IP, protocol, version, resource, snapshot time, encryption scope and the five response headers, by line breaks;
 * HMAC-SHA256 with the account's key.
 */
function signatureOf(query: URLSearchParams, { account, fileSystem, directory }: SasTarget, key: string): string {
  const resource = `/blob/${account}/${fileSystem}${directory === undefined ? '' : `/${directory}`}`;
  const named = (...names: string[]): string[] => names.map((name) => query.get(name) ?? '');
  const text = [
    ...named('sp', 'st', 'se'),
    resource,
    ...named('si', 'sip', 'spr', 'sv', 'sr', 'snapshot', 'ses', 'rscc', 'rscd', 'rsce', 'rscl', 'rsct'),
  ].join('\n');
  return createHmac('sha256', Buffer.from(key, 'base64')).update(text, 'utf8').digest('base64');
}

/** Why a SAS does not let a request in; undefined when it does. */
export function refusalOfSas(
  query: URLSearchParams,
  request: {
    readonly account: string;
    readonly fileSystem: string;
    readonly path: string;
    readonly permissions: string;
  },
  { key, now }: { readonly key: string; readonly now: number },
): 'AuthenticationFailed' | 'AuthorizationPermissionMismatch' | undefined {
  const depth = query.get('sdd');
  const isDirectory = query.get('sr') === 'd' && depth !== null;
  if (!isDirectory && query.get('sr') !== 'c') return 'AuthenticationFailed';
  const names = request.path.split('/');
  if (isDirectory && names.length < Number(depth)) return 'AuthenticationFailed';
  const directory = isDirectory ? { directory: names.slice(0, Number(depth)).join('/') } : {};
  const expected = Buffer.from(signatureOf(query, { ...request, ...directory }, key));
  const given = Buffer.from(query.get('sig') ?? '');
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return 'AuthenticationFailed';
  const [start, end] = [Date.parse(query.get('st') ?? '1970-01-01T00:00:00Z'), Date.parse(query.get('se') ?? '')];
  if (!(start <= now && now < end)) return 'AuthenticationFailed';
  const granted = query.get('sp') ?? '';
  const isAllowed = [...request.permissions].some((permission) => granted.includes(permission));
  return isAllowed ? undefined : 'AuthorizationPermissionMismatch';
}
