import { join } from 'node:path';
import { adlsAddress, SMALLEST_CACHE_BYTES, type ClientSecret } from '@mesh/lake-adls';
import type { FieldError } from '@mesh/product';

/** Where the lake lies. */
export type LakeChoice =
  | { readonly kind: 'local'; readonly root: string }
  | {
      readonly kind: 'adls';
      readonly url: string;
      readonly access: { readonly sas: string } | ClientSecret | 'machine';
      /** Folder for drafts and copies. */
      readonly scratch: string;
      readonly cacheBytes: number | undefined;
    };

type Variables = Readonly<Record<string, string | undefined>>;

const ADDRESS =
  'https://<account>.dfs.core.windows.net/<file system>[/<folder>], without a signature, when LAKE is adls';

/** Reads what concerns the lake; a wrong value is named in `errors`, never shown. */
export function lakeChoice(variables: Variables, home: string, errors: FieldError[]): LakeChoice {
  const wrong = (name: string, meaning: string): void =>
    void errors.push({ pointer: name, rule: 'configuration', message: `must be ${meaning}` });
  const kind = variables['LAKE'] || 'local';
  if (kind !== 'local' && kind !== 'adls') wrong('LAKE', 'local or adls');
  if (kind !== 'adls') return { kind: 'local', root: join(home, 'lake') };
  const url = variables['ADLS_ACCOUNT_URL'] ?? '';
  if (adlsAddress(url) === undefined) wrong('ADLS_ACCOUNT_URL', ADDRESS);
  return {
    kind,
    url,
    access: accessOf(variables, wrong),
    scratch: join(home, 'lake-copies'),
    cacheBytes: cacheBytesOf(variables['ADLS_CACHE_BYTES'], wrong),
  };
}

type Wrong = (name: string, meaning: string) => void;

/** A signature when there is one, else an application of Entra ID, else whoever this machine is. */
function accessOf(variables: Variables, wrong: Wrong): Extract<LakeChoice, { kind: 'adls' }>['access'] {
  const sas = variables['ADLS_SAS'];
  if (sas !== undefined && sas !== '') {
    const query = new URLSearchParams(sas.replace(/^\?/, ''));
    const isSas = ['sv', 'sp', 'sig'].every((name) => (query.get(name) ?? '') !== '');
    if (!isSas) wrong('ADLS_SAS', 'a shared access signature with sv, sp and sig');
    return { sas };
  }
  const names = ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET'] as const;
  const [tenantId = '', clientId = '', clientSecret = ''] = names.map((name) => variables[name]);
  if (clientSecret === '') return 'machine';
  if (tenantId === '') wrong('AZURE_TENANT_ID', 'set together with AZURE_CLIENT_SECRET');
  if (clientId === '') wrong('AZURE_CLIENT_ID', 'set together with AZURE_CLIENT_SECRET');
  return { tenantId, clientId, clientSecret };
}

function cacheBytesOf(text: string | undefined, wrong: Wrong): number | undefined {
  if (text === undefined || text === '') return undefined;
  const bytes = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(bytes) || bytes < SMALLEST_CACHE_BYTES)
    wrong('ADLS_CACHE_BYTES', `a number of bytes from ${SMALLEST_CACHE_BYTES}`);
  return bytes;
}
