import { header, type Call } from './call.js';
import type { Operation } from './operation.js';
import { refusalOfSas } from './sas.js';
import { StorageError } from './storage-error.js';

/** Whom the double lets in. */
export interface Keys {
  readonly account: string;
  /** The account's key, Base64. */
  readonly key: string;
  /** Bearer tokens that are valid, by the time in milliseconds at which they end. */
  readonly tokens: ReadonlyMap<string, number>;
  now(): number;
}

/** "Create a service SAS, Specify permissions": any one of the letters lets the operation pass. */
const PERMISSIONS: Readonly<Record<Operation, string>> = {
  create: 'cw',
  rename: 'm',
  append: 'aw',
  flush: 'w',
  delete: 'd',
  list: 'l',
  read: 'r',
  properties: 'r',
  lease: 'w',
};

const CHALLENGE = {
  'WWW-Authenticate':
    'Bearer authorization_uri=https://login.microsoftonline.com/common/oauth2/authorize resource_id=https://storage.azure.com',
};

/** "Authorize requests to Azure Storage": a SAS in the query, or a bearer token over HTTPS; nobody is let in without. */
export function authorize(call: Call, operation: Operation, isSecure: boolean, keys: Keys): void {
  const authorization = header(call, 'authorization');
  if (authorization !== undefined) return authorizeBearer(authorization, isSecure, keys);
  if (!call.query.has('sig')) throw new StorageError('InvalidAuthenticationInfo', CHALLENGE);
  authorizeSas(call.query, { ...call, operation }, keys);
}

/** "Path - Create, x-ms-rename-source": the source carries a SAS of its own in its query. */
export function authorizeSas(
  query: URLSearchParams,
  on: {
    readonly fileSystem: string;
    readonly path: string;
    readonly operation: Operation;
    readonly query?: URLSearchParams;
  },
  { account, key, now }: Keys,
): void {
  const path = on.operation === 'list' ? (on.query?.get('directory') ?? '') : on.path;
  const request = { account, fileSystem: on.fileSystem, path, permissions: PERMISSIONS[on.operation] };
  const refusal = refusalOfSas(query, request, { key, now: now() });
  if (refusal !== undefined) throw new StorageError(refusal);
}

function authorizeBearer(authorization: string, isSecure: boolean, { tokens, now }: Keys): void {
  const [, token = ''] = /^Bearer (.+)$/.exec(authorization) ?? [];
  if (!isSecure || !((tokens.get(token) ?? 0) > now())) throw new StorageError('InvalidAuthenticationInfo', CHALLENGE);
}
