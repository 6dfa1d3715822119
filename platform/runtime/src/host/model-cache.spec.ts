import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelVersion } from '@mesh/models';
import { ModelCache } from './model-cache.js';

const version = (number: string, onnxSha256: string) =>
  ({ model: 'heart', version: number, onnxSha256 }) as ModelVersion;
const bytes = (text: string) => new TextEncoder().encode(text);

describe('given the model cache of a service', () => {
  let folder: string;
  let cache: ModelCache;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'model-cache-'));
    cache = new ModelCache(folder);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('has nothing at first', async () => {
    await expect(cache.load('heart')).resolves.toBeUndefined();
  });

  it('gives back what it keeps, also to the next process', async () => {
    await cache.keep(version('1', 'aa'), bytes('one'));
    const kept = await new ModelCache(folder).load('heart');
    expect(kept?.version).toEqual(version('1', 'aa'));
    expect(Buffer.from(kept?.onnx ?? []).toString()).toBe('one');
  });

  it('gives the newest version', async () => {
    await cache.keep(version('1', 'aa'), bytes('one'));
    await cache.keep(version('2', 'bb'), bytes('two'));
    expect((await cache.load('heart'))?.version.version).toBe('2');
  });

  it('keeps one file of a model, however often its version changes, and every file of others', async () => {
    await cache.keep({ ...version('1', 'aa'), model: 'heart.rate' }, bytes('other'));
    await cache.keep({ ...version('1', 'aa'), model: 'heart-rate' }, bytes('another'));
    await writeFile(join(folder, 'models', 'heart.cc.onnx.tmp'), 'cut off');
    for (const [number, hash] of ['aa', 'bb', 'aa', 'dd'].entries())
      await cache.keep(version(String(number), hash), bytes(hash));
    expect((await readdir(join(folder, 'models'))).sort()).toEqual([
      ...['heart-rate.aa.onnx', 'heart-rate.json'],
      ...['heart.dd.onnx', 'heart.json'],
      ...['heart.rate.aa.onnx', 'heart.rate.json'],
    ]);
    expect((await cache.load('heart'))?.version.version).toBe('3');
  });

  it('leaves a torn description and a missing model to the registry', async () => {
    await cache.keep(version('1', 'aa'), bytes('one'));
    await rm(join(folder, 'models', 'heart.aa.onnx'));
    await expect(cache.load('heart')).resolves.toBeUndefined();
    await writeFile(join(folder, 'models', 'heart.json'), '{"model":"hea');
    await expect(cache.load('heart')).resolves.toBeUndefined();
  });

  it('is readable by its owner alone and leaves nothing half written', async () => {
    await cache.keep(version('1', 'aa'), bytes('one'));
    const names = await readdir(join(folder, 'models'));
    expect(names.sort()).toEqual(['heart.aa.onnx', 'heart.json']);
    for (const name of names) expect((await stat(join(folder, 'models', name))).mode & 0o077).toBe(0);
  });
});
