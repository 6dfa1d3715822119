import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { EventLog, type LoggedEvent } from '@mesh/events';
import { ALIAS_MOVED_TOPIC, HttpModelRegistry, type AliasMoved } from '@mesh/models';
import { startTestDatabase, type TestDatabase } from '@mesh/testing';

import { MODELS_OUTBOX } from './models.migrations.js';
import { ModelsModule } from './models.module.js';
import { measure, sha256, tinyOnnx, versionOf } from './testing/new-versions.suite.js';
import { startServiceUnderTest, type Json, type ServiceUnderTest } from '@mesh/testing';

describe('given a model registry', () => {
  let home: string;
  let db: TestDatabase;
  let service: ServiceUnderTest;
  let registry: HttpModelRegistry;
  let runs = 0;

  const start = async () => {
    service = await startServiceUnderTest(ModelsModule.forRoot({ home }), db.database);
    registry = new HttpModelRegistry({
      baseUrl: service.address,
      token: async () => 'data-scientist',
      retryAfterMs: 10,
    });
  };
  const registered = async (model?: string) => {
    runs += 1;
    const run = `run-${runs}`;
    return registry.register(versionOf(await registry.putArtifact(tinyOnnx(run)), run, model));
  };
  const moves = async (model: string): Promise<readonly AliasMoved[]> => {
    const events: LoggedEvent[] = [];
    for (const { partition, earliest } of await service.log.ranges(ALIAS_MOVED_TOPIC)) {
      events.push(...(await service.log.read(ALIAS_MOVED_TOPIC, partition, earliest, 100)));
    }
    return events.map(({ data }) => data as AliasMoved).filter((move) => move.model === model);
  };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'mesh-models-'));
    db = await startTestDatabase();
    await start();
  });

  afterAll(async () => {
    await service.close();
    await db.close();
    await rm(home, { recursive: true });
  });

  it('gives back the bytes it was given, by their hash', async () => {
    const bytes = tinyOnnx('bytes');
    const hash = await registry.putArtifact(bytes);
    expect(hash).toBe(sha256(bytes));
    expect(await registry.putArtifact(bytes)).toBe(hash);
    expect(Buffer.from((await registry.artifact(hash))!).equals(Buffer.from(bytes))).toBe(true);
    expect(await registry.artifact('0'.repeat(64))).toBeUndefined();
    expect(
      (await readdir(join(home, 'artifacts/sha256', hash.slice(0, 2)))).every((name) => !name.endsWith('.tmp')),
    ).toBe(true);
  });

  it('refuses bytes below the hash of others', async () => {
    const answer = await service.call('PUT', `/models/artifacts/${sha256('others')}`, { body: tinyOnnx('mine') });
    expect([answer.status, ((await answer.json()) as Json).code]).toEqual([422, 'MODELS.HASH_DIFFERS']);
  });

  it('refuses to hand out a file that was damaged, and heals when it is stored again', async () => {
    const bytes = tinyOnnx('damaged');
    const hash = await registry.putArtifact(bytes);
    await writeFile(join(home, 'artifacts/sha256', hash.slice(0, 2), hash), 'rot');
    await expect(registry.artifact(hash)).rejects.toMatchObject({ meta: { registryCode: 'MODELS.ARTIFACT_DAMAGED' } });
    await registry.putArtifact(bytes);
    expect(sha256((await registry.artifact(hash))!)).toBe(hash);
  });

  it('numbers versions from 1 and knows a run again', async () => {
    const first = await registered('numbered');
    const second = await registered('numbered');
    expect([first.version, second.version]).toEqual(['1', '2']);
    const { version: _version, createdAt: _createdAt, status: _status, ...document } = first;
    expect(await registry.register(document)).toEqual(first);
    expect((await registry.versions('numbered')).map(({ version }) => version)).toEqual(['2', '1']);
    expect(await registry.version('numbered', '2')).toEqual(second);
    expect(await registry.version('numbered', '3')).toBeUndefined();
  });

  it('gives parallel registrations numbers without gaps', async () => {
    const versions = await Promise.all(Array.from({ length: 8 }, () => registered('parallel')));
    expect(versions.map(({ version }) => Number(version)).sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it.each([
    [
      'a measure outside of its interval',
      { metrics: { ...versionOf('', '').metrics, rocAuc: { ...measure, value: 0.5 } } },
      '/metrics/rocAuc',
    ],
    [
      'a measure above one',
      { metrics: { ...versionOf('', '').metrics, brier: { ...measure, value: 2 } } },
      '/metrics/brier/value',
    ],
    ['no features', { signature: { ...versionOf('', '').signature, features: [] } }, '/signature/features'],
    [
      'more training rows than rows',
      { snapshot: { ...versionOf('', '').snapshot, trainingRows: 901 } },
      '/snapshot/trainingRows',
    ],
    ['no author', { author: undefined }, '/author'],
  ])('refuses a version with %s', async (_, change, pointer) => {
    const body = { ...versionOf(await registry.putArtifact(tinyOnnx('good')), 'run-bad'), ...change };
    const answer = await service.call('POST', '/models/heart-disease-risk/versions', { body });
    const problem = (await answer.json()) as Json;
    expect([answer.status, problem.code]).toEqual([422, 'MODELS.VERSION_INVALID']);
    expect(problem.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
  });

  it('refuses a version whose file is missing or is no model', async () => {
    await expect(registry.register(versionOf('0'.repeat(64), 'run-missing'))).rejects.toMatchObject({
      meta: { registryCode: 'MODELS.ARTIFACT_MISSING' },
    });
    for (const [run, bytes] of [
      ['run-text', new TextEncoder().encode('not a model')],
      ['run-empty', new Uint8Array()],
    ] as const) {
      await expect(registry.register(versionOf(await registry.putArtifact(bytes), run))).rejects.toMatchObject({
        meta: { registryCode: 'MODELS.NOT_ONNX' },
      });
    }
  });

  it('keeps versions as they are, whoever writes to the table', async () => {
    await registered('kept');
    const where = `WHERE model = 'kept'`;
    await expect(db.database.query(`UPDATE models.version SET document = '{}' ${where}`)).rejects.toThrow();
    await expect(db.database.query(`DELETE FROM models.version ${where}`)).rejects.toThrow();
    await expect(db.database.query('TRUNCATE models.version CASCADE')).rejects.toThrow();
  });

  it('moves an alias, says who moved it, and publishes each move once', async () => {
    await registered('moving');
    await registered('moving');
    expect(await registry.aliased('moving', 'champion')).toBeUndefined();
    await registry.promote('moving', '1', 'champion', 'ignored');
    await registry.promote('moving', '2', 'champion', 'ignored');
    await registry.promote('moving', '2', 'champion', 'ignored');
    expect((await registry.aliased('moving', 'champion'))?.version).toBe('2');
    expect(await moves('moving')).toMatchObject([
      { model: 'moving', alias: 'champion', version: '1', by: 'test-data-scientist' },
      { model: 'moving', alias: 'champion', version: '2', previous: '1', by: 'test-data-scientist' },
    ]);
    const list = (await (await service.call('GET', '/models')).json()) as Json;
    expect(list.models).toContainEqual({
      model: 'moving',
      versions: 2,
      aliases: { champion: '2' },
      updatedAt: (await registry.version('moving', '2'))?.createdAt,
      rocAuc: measure,
    });
  });

  it('tells who moved an alias and when, the newest first, a page at a time', async () => {
    for (let version = 0; version < 2; version += 1) await registered('history');
    await registry.promote('history', '1', 'champion', '');
    await registry.promote('history', '2', 'champion', '');
    await registry.promote('history', '1', 'shadow', '');
    const page = async (query: string) =>
      (await service.call('GET', `/models/history/moves${query}`)).json() as Promise<Json>;
    const first = await page('?limit=2');
    expect(first.moves).toEqual([
      { alias: 'shadow', version: '1', by: 'test-data-scientist', at: expect.any(String) },
      { alias: 'champion', version: '2', previous: '1', by: 'test-data-scientist', at: expect.any(String) },
    ]);
    const second = await page(`?limit=2&cursor=${first.nextCursor}`);
    expect(second).toEqual({
      moves: [{ alias: 'champion', version: '1', by: 'test-data-scientist', at: expect.any(String) }],
    });
    expect((await page('?limit=0')).code).toBe('MODELS.QUERY_INVALID');
    expect((await service.call('GET', '/models/history/moves', { role: 'consumer' })).status).toBe(403);
  });

  it('keeps the ROC curve that a training gives, and refuses one outside of 0 to 1', async () => {
    const rocCurve = [{ threshold: 0.5, truePositiveRate: 0.9, falsePositiveRate: 0.1 }];
    const base = versionOf(await registry.putArtifact(tinyOnnx('curve')), 'run-curve', 'curve');
    const kept = await registry.register({ ...base, metrics: { ...base.metrics, rocCurve } });
    expect(kept.metrics).toMatchObject({ rocCurve });
    const wrong = [{ ...rocCurve[0]!, truePositiveRate: 1.1 }];
    await expect(
      registry.register({ ...base, runId: 'run-bad', metrics: { ...base.metrics, rocCurve: wrong } }),
    ).rejects.toMatchObject({ meta: { registryCode: 'MODELS.VERSION_INVALID' } });
  });

  it('falls back to the newest earlier version that is ready, and to none', async () => {
    for (let version = 0; version < 3; version += 1) await registered('falling');
    await registry.promote('falling', '3', 'champion', '');
    await registry.withdraw('falling', '2', '');
    expect((await registry.withdraw('falling', '3', '')).status).toBe('withdrawn');
    expect((await registry.aliased('falling', 'champion'))?.version).toBe('1');
    await expect(registry.promote('falling', '3', 'champion', '')).rejects.toMatchObject({
      meta: { registryCode: 'MODELS.VERSION_WITHDRAWN' },
    });
    await registry.withdraw('falling', '1', '');
    await registry.withdraw('falling', '1', '');
    expect(await registry.aliased('falling', 'champion')).toBeUndefined();
    const published = await moves('falling');
    expect(published.map(({ version }) => version)).toEqual(['3', '1', undefined]);
    expect(published.at(-1)).toEqual({
      ...{ model: 'falling', alias: 'champion', previous: '1', by: 'test-data-scientist' },
      ...{ moveId: expect.stringMatching(/^alias-move-\d+$/), movedAt: expect.any(String) },
    });
  });

  it('publishes after a restart what was committed and not yet published, once', async () => {
    await registered('pending');
    await service.close();
    const event = {
      id: 'alias-move-pending',
      source: 'urn:test',
      type: ALIAS_MOVED_TOPIC,
      time: new Date().toISOString(),
      key: 'pending',
    };
    const data: AliasMoved = { model: 'pending', alias: 'champion', version: '1', by: 'before the crash' };
    for (let copy = 0; copy < 2; copy += 1) {
      await db.database.query(`INSERT INTO ${MODELS_OUTBOX} (topic, event) VALUES ($1, $2)`, [
        ALIAS_MOVED_TOPIC,
        JSON.stringify({ ...event, data }),
      ]);
    }
    await start();
    expect(await moves('pending')).toEqual([data]);
    expect(await db.database.query(`SELECT 1 FROM ${MODELS_OUTBOX}`)).toHaveLength(0);
  });

  it('promotes while the event log is away and publishes when it is back', async () => {
    await registered('away');
    const log: EventLog = service.log;
    const append = log.append.bind(log);
    log.append = () => Promise.reject(new Error('away'));
    await registry.promote('away', '1', 'champion', '');
    expect(await moves('away')).toEqual([]);
    log.append = append;
    await registry.promote('away', '1', 'shadow', '');
    expect((await moves('away')).map(({ alias }) => alias)).toEqual(['champion', 'shadow']);
  });

  it.each([
    ['GET', '/models/artifacts/../../../etc/passwd'],
    ['GET', '/models/artifacts/%2e%2e%2f%2e%2e%2fetc%2fpasswd'],
    ['GET', '/models/nothing'],
    ['GET', '/models/numbered/versions/0'],
    ['GET', '/models/numbered/versions/1e0'],
    ['GET', '/models/numbered/aliases/queen'],
  ])('answers 404 to %s %s', async (method, path) => {
    expect((await service.call(method, path)).status).toBe(404);
  });

  it('lets practitioners read and not promote', async () => {
    expect((await service.call('GET', '/models', { role: 'practitioner' })).status).toBe(200);
    expect(
      (await service.call('PUT', '/models/moving/aliases/champion', { role: 'practitioner', body: { version: '1' } }))
        .status,
    ).toBe(403);
    expect((await service.call('GET', '/models', { role: 'consumer' })).status).toBe(403);
  });
});
