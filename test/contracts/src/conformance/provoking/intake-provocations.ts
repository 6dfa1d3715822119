import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { acceptable } from '../calling/acceptable.js';
import type { Answer, Sending } from '../calling/door.js';
import type { Spot } from './provocations.js';

const MORE_MESSAGES_THAN_A_LIST_TAKES = 1_001;
const MORE_BYTES_THAN_ROWS_PACK_INTO = 40 * 1_048_576;
const CSV = 'text/csv';

/** Sends rows to an input, however it takes them: in one call, or as the first part of an upload of its own. */
async function sendRows(
  { operation, door, entitled }: Spot,
  { terms = { format: 'csv' }, headers = {}, offset = '0', ...sending }: Sending & { terms?: object; offset?: string },
): Promise<Answer> {
  const as = entitled.whoMay(operation.port ?? '');
  const shown = acceptable(operation);
  if (!operation.goesOn)
    return door.call(operation, { as, ...shown, headers: { 'content-type': CSV, ...headers }, ...sending });
  const begin = door.product.openApi.operations.find(({ path, method }) => path === operation.path && method === 'put');
  const path = operation.path.replace('{upload}', randomUUID());
  if (begin !== undefined) await door.call(begin, { as, path, body: terms });
  return door.call(operation, {
    as,
    ...shown,
    path,
    headers: { 'content-type': CSV, 'upload-offset': offset, ...headers },
    ...sending,
  });
}

/** Calls an operation of an upload that nobody began. */
const ofNothing = ({ operation, door, entitled }: Spot): Promise<Answer> =>
  door.call(operation, {
    as: entitled.whoMay(operation.port ?? ''),
    ...acceptable(operation),
    // What cannot name an upload names none, to those who begin one as well.
    path: operation.path.replace('{upload}', operation.method === 'put' ? 'two%20words' : randomUUID()),
    headers: { ...acceptable(operation).headers, 'upload-offset': '0' },
  });

/** How each error that an input may have is provoked from outside. */
export const INTAKE_PROVOCATIONS: Readonly<Record<string, (spot: Spot) => Promise<unknown>>> = {
  'INGEST.LIST_TOO_LONG': ({ operation, door, entitled }) =>
    door.call(operation, {
      as: entitled.whoMay(operation.port ?? ''),
      body: Array.from({ length: MORE_MESSAGES_THAN_A_LIST_TAKES }, () => 0),
    }),
  'INGEST.ENCODING_UNKNOWN': (spot) => sendRows(spot, { body: Buffer.from('\ufeffpulse\n1\n', 'utf16le') }),
  'INGEST.ENCODING_UNSUPPORTED': (spot) => sendRows(spot, { headers: { 'content-encoding': 'br' }, body: 'a\n' }),
  'INGEST.NOT_GZIP': (spot) => sendRows(spot, { headers: { 'content-encoding': 'gzip' }, body: 'a\n' }),
  'INGEST.EXPANDS_TOO_MUCH': (spot) =>
    sendRows(spot, {
      headers: { 'content-encoding': 'gzip' },
      body: new Uint8Array(gzipSync(Buffer.alloc(MORE_BYTES_THAN_ROWS_PACK_INTO, '\n'))),
    }),
  'INGEST.HEADER_MISSING': (spot) => sendRows(spot, { headers: { 'upload-complete': '?1' }, body: '\n' }),
  'INGEST.COLUMNS_UNFIT': (spot) => sendRows(spot, { body: 'no such column\n1\n' }),
  'INGEST.UPLOAD_UNKNOWN': ofNothing,
  'INGEST.UPLOAD_DIFFERENT': async (spot) => {
    const { operation, door, entitled } = spot;
    const as = entitled.whoMay(operation.port ?? '');
    if (operation.method === 'put') {
      const path = operation.path.replace('{upload}', randomUUID());
      for (const others of ['refuse', 'ignore'])
        await door.call(operation, { as, path, body: { format: 'csv', others } });
      return;
    }
    const key = { 'idempotency-key': `different-${operation.id}` };
    await sendRows(spot, { headers: key });
    await sendRows(spot, { headers: { ...key, 'content-type': 'application/x-ndjson' }, body: '{}\n' });
  },
  'INGEST.UPLOAD_MOVED': (spot) => sendRows(spot, { offset: '4096' }),
  'INGEST.OFFSET_UNREADABLE': (spot) => sendRows(spot, { offset: 'behind the first row' }),
  'INGEST.MEDIA_TYPE_UNFIT': (spot) => sendRows(spot, { terms: { format: 'ndjson' } }),
  'INGEST.UPLOAD_COMPLETE': async ({ operation, door, entitled }) => {
    const as = entitled.whoMay(operation.port ?? '');
    const { body } = acceptable(operation);
    const path = operation.path.replace('{upload}', randomUUID());
    const { operations } = door.product.openApi;
    const begin = operations.find((one) => one.path === operation.path && one.method === 'put');
    if (begin !== undefined) await door.call(begin, { as, path, body: { format: 'csv' } });
    const headers = { 'content-type': CSV, 'upload-complete': '?1' };
    const first = await door.call(operation, { as, path, body, headers: { ...headers, 'upload-offset': '0' } });
    const offset = String(first.json?.['offset']);
    await door.call(operation, { as, path, body, headers: { ...headers, 'upload-offset': offset } });
  },
};
