import { PassThrough, Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { bodyChunks } from './body-chunks.js';

const settings = (over: Partial<Parameters<typeof bodyChunks>[1]> = {}) => ({
  encoding: undefined,
  signal: new AbortController().signal,
  ...over,
});

async function read(body: Readable, over?: Partial<Parameters<typeof bodyChunks>[1]>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of bodyChunks(body, settings(over))) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

const failing = (code: string) => expect.objectContaining({ code });

describe('given the body of a call', () => {
  it('gives its bytes, unpacked', async () => {
    expect(await read(Readable.from([Buffer.from('a,b\n'), Buffer.from('1,2\n')]))).toBe('a,b\n1,2\n');
    expect(await read(Readable.from([gzipSync('a,b\n1,2\n')]), { encoding: 'gzip' })).toBe('a,b\n1,2\n');
  });

  it.each([undefined, 'gzip'])('gives it up when no bytes come any more (%s)', async (encoding) => {
    const body = new PassThrough();
    body.write(encoding === 'gzip' ? gzipSync('a,b\n').subarray(0, 5) : 'a,b\n');
    await expect(read(body, { encoding, idleMs: 30 })).rejects.toEqual(failing('INGEST.UPLOAD_STALLED'));
    // Its connection has still to carry the answer.
    expect(body.destroyed).toBe(false);
  });

  it('does not count the time in which its rows are written', async () => {
    const body = Readable.from([Buffer.from('a'), Buffer.from('b')]);
    let text = '';
    for await (const chunk of bodyChunks(body, settings({ idleMs: 30 }))) {
      text += chunk.toString();
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    expect(text).toBe('ab');
  });

  it('ends when the service stops', async () => {
    const stopping = new AbortController();
    const body = new PassThrough();
    const reading = read(body, { signal: stopping.signal });
    stopping.abort();
    await expect(reading).rejects.toEqual(failing('INGEST.UPLOAD_INTERRUPTED'));
    await expect(read(new PassThrough(), { signal: stopping.signal })).rejects.toEqual(
      failing('INGEST.UPLOAD_INTERRUPTED'),
    );
  });

  it.each([undefined, 'gzip'])('tells that the sender left (%s)', async (encoding) => {
    const body = new PassThrough();
    const reading = read(body, { encoding });
    body.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' }));
    await expect(reading).rejects.toEqual(failing('INGEST.SENDER_LEFT'));
  });

  it('refuses half of a gzip, and what is none', async () => {
    const whole = gzipSync('a,b\n'.repeat(1_000));
    for (const bytes of [whole.subarray(0, whole.length - 20), Buffer.from('no gzip')])
      await expect(read(Readable.from([bytes]), { encoding: 'gzip' })).rejects.toEqual(failing('INGEST.NOT_GZIP'));
  });
});
