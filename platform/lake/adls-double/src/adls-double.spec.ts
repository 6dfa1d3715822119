import {
  DataLakeFileSystemClient,
  DataLakeServiceClient,
  FileSystemSASPermissions,
  generateDataLakeSASQueryParameters,
  StorageSharedKeyCredential,
} from '@azure/storage-file-datalake';
import { AdlsDouble } from './adls-double.js';
import { RawClient } from './testing/raw-client.js';

const ID = '11111111-1111-4111-8111-111111111111';
const OTHER = '22222222-2222-4222-8222-222222222222';

let double: AdlsDouble;
let raw: RawClient;
beforeEach(async () => {
  double = await AdlsDouble.start();
  raw = new RawClient(double);
});
afterEach(() => double.stop());

const outcome = ({ status, code }: { status: number; code: string }): string => `${status} ${code}`.trim();

describe('given positions', () => {
  it('makes what was appended part of the file by a flush at its end, and not before', async () => {
    await raw.create('/a/f');
    expect(outcome(await raw.append('/a/f', 3, 'def'))).toBe('202');
    expect(outcome(await raw.append('/a/f', 0, 'abc'))).toBe('202');
    expect(double.files().get('a/f')?.length).toBe(0);
    expect(outcome(await raw.flush('/a/f', 6))).toBe('200');
    expect(double.files().get('a/f')?.toString()).toBe('abcdef');
  });

  it.each([0, 2, 4, 7])('refuses a flush at %d when the data ends at 3', async (position) => {
    await raw.create('/f');
    await raw.append('/f', 0, 'abc');
    if (position === 0) await raw.flush('/f', 3);
    const answer = await raw.flush('/f', position === 0 ? 1 : position);
    expect(outcome(answer)).toBe('400 InvalidFlushPosition');
    expect(JSON.parse(answer.text)).toMatchObject({ error: { code: 'InvalidFlushPosition' } });
  });

  it('refuses a gap, an append before the end, and a position that is none', async () => {
    await raw.create('/f');
    await raw.append('/f', 0, 'abc');
    await raw.append('/f', 5, 'xyz');
    expect(outcome(await raw.flush('/f', 8))).toBe('400 InvalidFlushPosition');
    await raw.flush('/f', 3);
    expect(outcome(await raw.append('/f', 1, 'x'))).toBe('400 InvalidFlushPosition');
    expect(outcome(await raw.append('/f', 'x', 'x'))).toBe('400 InvalidQueryParameterValue');
    expect(outcome(await raw.send('PATCH', '/f?action=append', { body: 'x' }))).toBe(
      '400 MissingRequiredQueryParameter',
    );
  });

  it('drops what lies behind a flush, unless it is asked to keep it', async () => {
    await raw.create('/f');
    await raw.append('/f', 0, 'ab');
    await raw.append('/f', 2, 'cd');
    await raw.flush('/f', 2, {}, '&retainUncommittedData=true');
    await raw.flush('/f', 4);
    expect(double.files().get('f')?.toString()).toBe('abcd');
    await raw.append('/f', 4, 'ef');
    await raw.flush('/f', 4);
    expect([...double.files().keys()]).toEqual(['f']);
  });
});

describe('given headers', () => {
  it('wants a version that it knows', async () => {
    expect(outcome(await raw.send('PUT', '/f?resource=file', { headers: { 'x-ms-version': '' } }))).toBe(
      '400 MissingRequiredHeader',
    );
    expect(outcome(await raw.create('/f', { 'x-ms-version': '1999-01-01' }))).toBe('400 InvalidHeaderValue');
  });

  it('wants nothing in a body that must be empty, something in an append, and the checksum to be right', async () => {
    await raw.create('/f');
    expect(outcome(await raw.send('PATCH', '/f?action=flush&position=0', { body: 'x' }))).toBe(
      '400 ContentLengthMustBeZero',
    );
    expect(outcome(await raw.append('/f', 0, ''))).toBe('400 InvalidHeaderValue');
    expect(outcome(await raw.append('/f', 0, 'abc', { 'content-md5': 'AAAA' }))).toBe('400 Md5Mismatch');
  });

  it('names each request', async () => {
    const { headers } = await raw.create('/f', { 'x-ms-client-request-id': 'mine' });
    expect([headers.get('x-ms-client-request-id'), headers.get('x-ms-request-id')?.length]).toEqual(['mine', 36]);
  });
});

describe('given conditions', () => {
  it('creates only what is not there, and flushes only what is as it was', async () => {
    const { headers } = await raw.create('/f', { 'if-none-match': '*' });
    expect(outcome(await raw.create('/f', { 'if-none-match': '*' }))).toBe('409 PathAlreadyExists');
    await raw.append('/f', 0, 'a');
    expect(outcome(await raw.flush('/f', 1, { 'if-match': '"0x0"' }))).toBe('412 ConditionNotMet');
    const flushed = await raw.flush('/f', 1, { 'if-match': headers.get('etag')! });
    expect(outcome(flushed)).toBe('200');
    expect(flushed.headers.get('etag')).not.toBe(headers.get('etag'));
  });

  it('renames over what is there, unless a condition forbids it, with its content and without the source', async () => {
    await raw.create('/d/from');
    await raw.append('/d/from', 0, 'x');
    await raw.flush('/d/from', 1);
    await raw.create('/d/to');
    expect(outcome(await raw.rename('/d/from', '/d/to', { 'if-none-match': '*' }))).toBe('409 PathAlreadyExists');
    expect(outcome(await raw.rename('/d/from', '/d/to', { 'x-ms-source-if-match': '"0x0"' }))).toBe(
      '412 SourceConditionNotMet',
    );
    expect(outcome(await raw.rename('/d/from', '/nowhere/to'))).toBe('404 RenameDestinationParentPathNotFound');
    expect(outcome(await raw.rename('/d/from', '/d/to'))).toBe('201');
    expect(outcome(await raw.rename('/d/from', '/d/to'))).toBe('404 SourcePathNotFound');
    expect([...double.files()].map(([path, content]) => [path, content.toString()])).toEqual([['d/to', 'x']]);
  });
});

describe('given leases', () => {
  const acquire = (id: string, seconds = 15) =>
    raw.lease('/f', 'acquire', { 'x-ms-lease-duration': String(seconds), 'x-ms-proposed-lease-id': id });
  beforeEach(() => raw.create('/f'));

  it('lets the holder alone write, and nobody else rename or delete', async () => {
    expect(outcome(await acquire(ID))).toBe('201');
    expect(outcome(await raw.append('/f', 0, 'a'))).toBe('412 LeaseIdMissing');
    expect(outcome(await raw.append('/f', 0, 'a', { 'x-ms-lease-id': OTHER }))).toBe(
      '412 LeaseIdMismatchWithBlobOperation',
    );
    expect(outcome(await raw.append('/f', 0, 'a', { 'x-ms-lease-id': ID }))).toBe('202');
    expect(outcome(await raw.flush('/f', 1))).toBe('412 LeaseIdMissing');
    expect(outcome(await raw.flush('/f', 1, { 'x-ms-lease-id': ID }))).toBe('200');
    expect(outcome(await raw.send('DELETE', '/f'))).toBe('412 LeaseIdMissing');
    expect(outcome(await raw.rename('/f', '/g'))).toBe('412 LeaseIdMissing');
  });

  it('goes to one, to the same again, and to another when it has ended', async () => {
    await acquire(ID);
    expect(outcome(await acquire(OTHER))).toBe('409 LeaseAlreadyPresent');
    expect(outcome(await acquire(ID))).toBe('201');
    double.advance(15_000);
    expect(outcome(await raw.append('/f', 0, 'a', { 'x-ms-lease-id': ID }))).toBe('412 LeaseLost');
    expect(outcome(await acquire(OTHER))).toBe('201');
    expect(outcome(await raw.lease('/f', 'renew', { 'x-ms-lease-id': ID }))).toBe(
      '409 LeaseIdMismatchWithLeaseOperation',
    );
  });

  it('is renewed by its holder, also when it has ended and nobody has written since', async () => {
    await acquire(ID);
    double.advance(10_000);
    expect(outcome(await raw.lease('/f', 'renew', { 'x-ms-lease-id': ID }))).toBe('200');
    double.advance(14_000);
    expect(outcome(await acquire(OTHER))).toBe('409 LeaseAlreadyPresent');
    double.advance(2_000);
    expect(outcome(await raw.lease('/f', 'renew', { 'x-ms-lease-id': ID }))).toBe('200');
    double.advance(16_000);
    await raw.append('/f', 0, 'a');
    await raw.flush('/f', 1);
    expect(outcome(await raw.lease('/f', 'renew', { 'x-ms-lease-id': ID }))).toBe(
      '409 LeaseIdMismatchWithLeaseOperation',
    );
  });

  it('is released, broken, and not renewed after that', async () => {
    await acquire(ID);
    expect(outcome(await raw.lease('/f', 'release', { 'x-ms-lease-id': OTHER }))).toBe(
      '409 LeaseIdMismatchWithLeaseOperation',
    );
    expect(outcome(await raw.lease('/f', 'release', { 'x-ms-lease-id': ID }))).toBe('200');
    expect(outcome(await raw.append('/f', 0, 'a', { 'x-ms-lease-id': ID }))).toBe(
      '412 LeaseNotPresentWithBlobOperation',
    );
    await acquire(ID, -1);
    const broken = await raw.lease('/f', 'break', { 'x-ms-lease-break-period': '10' });
    expect([outcome(broken), broken.headers.get('x-ms-lease-time')]).toEqual(['202', '10']);
    expect(outcome(await acquire(OTHER))).toBe('409 LeaseIsBreakingAndCannotBeAcquired');
    double.advance(10_000);
    const renewed = await raw.lease('/f', 'renew', { 'x-ms-lease-id': ID });
    expect(outcome(renewed)).toBe('409 LeaseIsBrokenAndCannotBeRenewed');
    expect(renewed.text).toContain('<Code>LeaseIsBrokenAndCannotBeRenewed</Code>');
    expect(outcome(await acquire(OTHER))).toBe('201');
  });

  it.each([0, 14, 61, -2])('does not last %d seconds', async (seconds) => {
    expect(outcome(await acquire(ID, seconds))).toBe('400 InvalidHeaderValue');
  });

  it('is broken when its file is overwritten by a rename', async () => {
    await acquire(ID);
    await raw.create('/g');
    expect(outcome(await raw.rename('/g', '/f', { 'x-ms-lease-id': OTHER }))).toBe(
      '412 LeaseIdMismatchWithBlobOperation',
    );
    expect(outcome(await raw.rename('/g', '/f'))).toBe('201');
    expect(outcome(await acquire(OTHER))).toBe('201');
  });
});

describe('given many paths', () => {
  it('lists and deletes them part by part, which the official client puts together', async () => {
    const client = new DataLakeFileSystemClient(`${double.url}?${double.sas()}`);
    for (let n = 0; n < 20; n += 1) await client.getFileClient(`d/e/f ${n}+%?#`).create();
    await client.getFileClient('elsewhere').create();
    const names: (string | undefined)[] = [];
    for await (const { name, isDirectory } of client.listPaths({ path: 'd', recursive: true }))
      if (isDirectory !== true) names.push(name);
    expect(names.sort()).toEqual(Array.from({ length: 20 }, (_, n) => `d/e/f ${n}+%?#`).sort());
    expect(double.seen.filter(({ operation }) => operation === 'list').length).toBe(3);
    expect(outcome(await raw.send('DELETE', '/d?recursive=false'))).toBe('409 DirectoryNotEmpty');
    await client.getDirectoryClient('d').delete(true);
    expect(double.seen.filter(({ operation, status }) => operation === 'delete' && status === 200).length).toBe(3);
    expect([...double.files().keys()]).toEqual(['elsewhere']);
    expect(outcome(await raw.send('GET', '?resource=filesystem&recursive=true&directory=d'))).toBe('404 PathNotFound');
  });

  it('gives ranges', async () => {
    double.put('f', Buffer.from('0123456789'));
    const range = (text: string) => raw.send('GET', '/f', { headers: { 'x-ms-range': text } });
    const part = await range('bytes=2-4');
    expect([part.status, part.text, part.headers.get('content-range')]).toEqual([206, '234', 'bytes 2-4/10']);
    expect((await range('bytes=8-')).text).toBe('89');
    expect(outcome(await range('bytes=10-'))).toBe('416 InvalidRange');
    expect(outcome(await raw.send('HEAD', '/nothing'))).toBe('404 BlobNotFound');
  });
});

describe('given who asks', () => {
  it('lets nobody in without a signature, or with one that was not made with the key', async () => {
    const bare = await fetch(`${double.url}/f?resource=file`, {
      method: 'PUT',
      headers: { 'x-ms-version': '2023-11-03' },
    });
    expect([bare.status, bare.headers.get('www-authenticate')?.slice(0, 6)]).toEqual([401, 'Bearer']);
    const forged = new RawClient(double, double.sas().replace(/sig=.*/, 'sig=AAAA'));
    expect(outcome(await forged.create('/f'))).toBe('403 AuthenticationFailed');
    const token = await fetch(`${double.url}/f?resource=file`, {
      method: 'PUT',
      headers: { 'x-ms-version': '2023-11-03', authorization: 'Bearer made-up' },
    });
    expect(token.status).toBe(401);
  });

  it('takes a signature that the official client made with its key', async () => {
    const credential = new StorageSharedKeyCredential('meshlake', double.key);
    const sas = generateDataLakeSASQueryParameters(
      {
        fileSystemName: 'lake',
        permissions: FileSystemSASPermissions.parse('racwdlm'),
        expiresOn: new Date(Date.now() + 60_000),
        startsOn: new Date(Date.now() - 60_000),
      },
      credential,
    ).toString();
    expect(outcome(await new RawClient(double, sas).create('/f'))).toBe('201');
    const service = new DataLakeServiceClient(`${double.origin}/meshlake?${sas}`);
    expect(await service.getFileSystemClient('lake').getFileClient('f').exists()).toBe(true);
  });

  it('lets a signature of a directory in there alone, and with its permissions alone', async () => {
    const sas = double.sas({ directory: 'mesh/lake', permissions: 'rw' });
    const client = new RawClient(double, sas);
    expect(outcome(await client.create('/mesh/lake/f'))).toBe('201');
    expect(outcome(await client.create('/mesh/other/f'))).toBe('403 AuthenticationFailed');
    expect(outcome(await client.send('DELETE', '/mesh/lake/f'))).toBe('403 AuthorizationPermissionMismatch');
    double.advance(3_600_000);
    expect(outcome(await client.create('/mesh/lake/f'))).toBe('403 AuthenticationFailed');
  });
});
