import { once } from 'node:events';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

import { startMlflow, type MlflowUnderTest } from '../testing/mlflow-under-test.suite.js';

const MOST = 3_000_000;

describe('given a store of artifacts', () => {
  let mlflow: MlflowUnderTest;

  const place = '/api/2.0/mlflow-artifacts/artifacts';
  const call = (method: string, path: string, body?: Uint8Array | string, type = 'text/plain') =>
    fetch(`${mlflow.service.address}${place}${path}`, {
      method,
      headers: { authorization: 'Bearer data-scientist', ...(body !== undefined && { 'content-type': type }) },
      ...(body !== undefined && { body: typeof body === 'string' ? body : Buffer.from(body) }),
    });
  const listed = async (path: string) =>
    ((await (await call('GET', `?path=${path}`)).json()) as { files: unknown }).files;
  /** A request as no decent client would write it. */
  const raw = async (head: string): Promise<string> => {
    const { hostname, port } = new URL(mlflow.service.address);
    const socket = connect(Number(port), hostname);
    socket.end(`${head}\r\nHost: x\r\nAuthorization: Bearer data-scientist\r\nConnection: close\r\n\r\n`);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(socket, 'close');
    return Buffer.concat(chunks).toString();
  };

  beforeAll(async () => {
    mlflow = await startMlflow({ maxArtifactBytes: MOST, idleMs: 300 });
  });

  afterAll(() => mlflow.close());

  it.each(['application/json', 'text/html', 'application/octet-stream', 'text/csv', 'image/png', 'no/such-thing; q=1'])(
    'gives back what was sent as %s, byte for byte',
    async (type) => {
      const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => (at * 7) % 256);
      expect((await call('PUT', '/1/run/artifacts/in/file.bin', bytes, type)).status).toBe(200);
      const answer = await call('GET', '/1/run/artifacts/in/file.bin');
      expect(Buffer.from(await answer.arrayBuffer()).equals(Buffer.from(bytes))).toBe(true);
      expect(answer.headers.get('content-length')).toBe('100000');
    },
  );

  it('lists a folder by the names within it', async () => {
    await call('PUT', '/2/run/b.txt', 'two');
    await call('PUT', '/2/run/a/deep.txt', 'deep');
    await call('PUT', '/2/run/empty%20file.txt', '');
    expect(await listed('2/run')).toEqual([
      { path: 'a', is_dir: true },
      { path: 'b.txt', is_dir: false, file_size: 3 },
      { path: 'empty file.txt', is_dir: false, file_size: 0 },
    ]);
    expect(await listed('2/nothing')).toEqual([]);
    expect(await listed('2/run/./a/.')).toEqual([{ path: 'deep.txt', is_dir: false, file_size: 4 }]);
    expect((await call('DELETE', '/2/run/a')).status).toBe(200);
    expect((await call('GET', '/2/run/a/deep.txt')).status).toBe(404);
  });

  it.each([
    ['notes.txt', 'text/plain', 'attachment; filename=notes.txt'],
    ['MLmodel', 'text/plain', 'attachment; filename=MLmodel'],
    ['curve.png', 'image/png', 'attachment; filename=curve.png'],
    ['page.html', 'application/octet-stream', 'attachment; filename=page.html'],
    ['constructor', 'application/octet-stream', 'attachment; filename=constructor'],
    ['für "uns".txt', 'text/plain', `attachment; filename="f_r _uns_.txt"; filename*=UTF-8''f%C3%BCr%20%22uns%22.txt`],
  ])('gives %s as a file to be saved, and never as a page', async (name, type, disposition) => {
    const path = `/7/${encodeURIComponent(name)}`;
    await call('PUT', path, 'x');
    const { headers } = await call('GET', path);
    const given = ['content-type', 'content-disposition', 'x-content-type-options'].map((one) => headers.get(one));
    expect(given).toEqual([type, disposition, 'nosniff']);
  });

  it('puts a file in the place of another, and none in the place of a folder', async () => {
    for (const text of ['old', 'newer']) await call('PUT', '/3/file', text);
    expect(await (await call('GET', '/3/file')).text()).toBe('newer');
    expect((await call('PUT', '/3', 'x')).status).toBe(400);
    expect((await call('PUT', '/3/file/below', 'x')).status).toBe(400);
  });

  it('refuses a file beyond its bound and keeps nothing of it', async () => {
    expect((await call('PUT', '/4/fits', new Uint8Array(MOST))).status).toBe(200);
    const refused = await call('PUT', '/4/large', new Uint8Array(MOST + 1));
    expect([refused.status, ((await refused.json()) as { error_code: string }).error_code]).toEqual([
      400,
      'BAD_REQUEST',
    ]);
    expect(await readdir(join(mlflow.home, 'mlflow/artifacts/4'))).toEqual(['fits']);
  });

  it('keeps nothing of a file that broke off or stalled', async () => {
    const { hostname, port } = new URL(mlflow.service.address);
    const head = `PUT ${place}/5/half HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer domain\r\nContent-Length: 100\r\n\r\nhalf`;
    const broken = connect(Number(port), hostname);
    broken.write(head, () => broken.destroy());
    await once(broken, 'close');
    const stalled = connect(Number(port), hostname);
    stalled.write(head);
    const [answer] = (await once(stalled, 'data')) as [Buffer];
    stalled.destroy();
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 400/);
    expect(await readdir(join(mlflow.home, 'mlflow/artifacts/5'))).toEqual([]);
  });

  it.each([
    '/../x',
    '/1/../../x',
    '/%2e%2e/%2e%2e/x',
    '/1/%2e%2e%2fx',
    '/1/..%5cx',
    '/1//x',
    '/1/./x',
    '/%2Fetc%2Fpasswd',
    '/1/a%00b',
    `/1/${'x'.repeat(300)}`,
  ])('refuses the way out %s', async (path) => {
    for (const method of ['GET', 'PUT', 'DELETE']) {
      const answer = await raw(`${method} ${place}${path} HTTP/1.1`);
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d/);
      expect(answer).toMatch(/"error_code":"(INVALID_PARAMETER_VALUE|ENDPOINT_NOT_FOUND|BAD_REQUEST)"/);
    }
  });

  it('refuses to list above its folder', async () => {
    expect((await call('GET', '?path=../..')).status).toBe(400);
  });

  it('tells clients that would send a file in parts to send it whole', async () => {
    const answer = await fetch(`${mlflow.service.address}/api/2.0/mlflow-artifacts/mpu/create/1/x`, {
      method: 'POST',
      headers: { authorization: 'Bearer domain', 'content-type': 'application/json' },
      body: '{}',
    });
    const { message } = (await answer.json()) as { message: string };
    expect([answer.status, message]).toEqual([
      501,
      'Multipart upload is not supported for the current artifact repository',
    ]);
  });

  it('lets readers fetch and not change', async () => {
    await call('PUT', '/6/file', 'x');
    const asAuditor = (method: string) =>
      mlflow.service.call(method, `${place}/6/file`, { role: 'auditor' }).then(({ status }) => status);
    expect([await asAuditor('GET'), await asAuditor('PUT'), await asAuditor('DELETE')]).toEqual([200, 403, 403]);
  });
});
