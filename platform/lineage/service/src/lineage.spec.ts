import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import {
  columnLineageFacet,
  EventLogLineageEmitter,
  jobTypeFacet,
  lineageJob,
  schemaFacet,
  versionFacet,
  type Facet,
  type LineageDataset,
} from '@mesh/lineage';
import { ModelRegistry } from '@mesh/models';
import { eventually, startTestDatabase, type TestDatabase } from '@mesh/testing';

import { LineageModule } from './lineage.module.js';
import { ScoreFinder } from './score-finder.js';
import { startServiceUnderTest, type Json, type ServiceUnderTest } from '@mesh/testing';

const schemas = join(process.env['MESH_SCHEMAS_DIR'] ?? '../shared/schemas', 'openlineage');
const NAMESPACE = 'kafka://host:9092';

const dataset = (name: string, facets?: Record<string, Facet>): LineageDataset => ({
  namespace: NAMESPACE,
  name,
  ...(facets && { facets }),
});
const runId = (number: number) => `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
const minute = (number: number) => `2026-01-01T00:${String(number).padStart(2, '0')}:00.000Z`;

describe('given a lineage service', () => {
  let db: TestDatabase;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    db = await startTestDatabase();
    const nowhere: ScoreFinder = { find: async () => undefined, ofTrace: async () => [] };
    service = await startServiceUnderTest(
      LineageModule.forRoot({ provide: ScoreFinder, useValue: nowhere }),
      db.database,
      [{ provide: ModelRegistry, useValue: {} }],
    );
  });

  afterAll(async () => {
    await service.close();
    await db.close();
  });

  const post = async (event: unknown, path = '/api/v1/lineage') => service.call('POST', path, { body: event });
  const get = async (path: string) => (await service.call('GET', path)).json() as Promise<Json>;
  const graph = async (nodeId: string, query = '') => {
    const answer = await get(`/api/v1/lineage?nodeId=${encodeURIComponent(nodeId)}${query}`);
    return (answer.graph as { id: string }[]).map(({ id }) => id.replace(`:${NAMESPACE}`, '')).sort();
  };
  const counts = async () =>
    Promise.all(
      ['event', 'node', 'edge', 'transition', 'facet'].map(
        async (table) =>
          (await db.database.query<{ count: number }>(`SELECT count(*)::int AS count FROM lineage.${table}`))[0]!.count,
      ),
    );

  it('stores events of other producers, once, in whatever order they come', async () => {
    const folder = join(schemas, 'consumer-events/CLL');
    const events = readdirSync(folder)
      .sort()
      .map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')));
    for (const event of events) expect((await post(event)).status).toBe(201);
    const once = await counts();
    expect(once[0]).toBe(events.length);
    const answer = (await (await post([...events].reverse(), '/api/v1/lineage/batch')).json()) as Json;
    expect(answer).toMatchObject({
      status: 'success',
      summary: { received: events.length, successful: events.length, failed: 0 },
    });
    expect(await counts()).toEqual(once);
  });

  it('says which events of a batch are not valid, and stores the others', async () => {
    const good = lineageJob(NAMESPACE, 'batch').start({ runId: runId(1), at: minute(0) });
    const answer = (await (await post([{ eventTime: 'secret' }, good], '/api/v1/lineage/batch')).json()) as Json;
    expect(answer).toMatchObject({
      status: 'partial_success',
      summary: { received: 2, successful: 1, failed: 1, non_retriable: 1 },
    });
    expect(answer.failed_events).toEqual([expect.objectContaining({ index: 0, retriable: false })]);
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect((await post({}, '/api/v1/lineage/batch')).status).toBe(422);
    expect((await post([], '/api/v1/lineage/batch')).status).toBe(422);
  });

  it('refuses an invalid event, naming the place and not the value', async () => {
    const answer = await post({ ...lineageJob('n', 'j').start({ runId: 'private', at: minute(0) }) });
    const problem = await answer.text();
    expect(answer.status).toBe(422);
    expect(problem).toContain('/run/runId');
    expect(problem).not.toContain('private');
  });

  it('walks up and down, to the depth that was asked, and as it was at a time', async () => {
    const [first, second] = [
      lineageJob(NAMESPACE, 'g.first', { jobType: jobTypeFacet('BATCH', 'INGEST') }),
      lineageJob(NAMESPACE, 'g.second'),
    ];
    await post(
      first.complete({
        runId: runId(10),
        at: minute(1),
        inputs: [dataset('g.a')],
        outputs: [dataset('g.b', { version: versionFacet('1') })],
      }),
    );
    await post(
      second.complete({ runId: runId(11), at: minute(2), inputs: [dataset('g.b')], outputs: [dataset('g.c')] }),
    );
    await post(
      first.complete({
        runId: runId(12),
        at: minute(3),
        inputs: [dataset('g.late')],
        outputs: [dataset('g.b', { version: versionFacet('2') })],
      }),
    );
    const start = `dataset:${NAMESPACE}:g.b`;
    expect(await graph(start)).toEqual([
      'dataset:g.a',
      'dataset:g.b',
      'dataset:g.c',
      'dataset:g.late',
      'job:g.first',
      'job:g.second',
    ]);
    expect(await graph(start, '&depth=1')).toEqual(['dataset:g.b', 'job:g.first', 'job:g.second']);
    expect(await graph(start, '&depth=0')).toEqual(['dataset:g.b']);
    expect(await graph(start, `&asOf=${minute(1)}`)).toEqual(['dataset:g.a', 'dataset:g.b', 'job:g.first']);
    const versionAt = async (asOf: string) => {
      const { graph: nodes } = await get(`/api/v1/lineage?nodeId=${encodeURIComponent(start)}&depth=0&asOf=${asOf}`);
      return nodes[0].data.facets.version.datasetVersion;
    };
    expect([await versionAt(minute(2)), await versionAt(minute(3))]).toEqual(['1', '2']);
    const { graph: nodes } = await get(
      `/api/v1/lineage?nodeId=${encodeURIComponent(`job:${NAMESPACE}:g.first`)}&depth=1`,
    );
    const job = nodes.find(({ type }: { type: string }) => type === 'JOB');
    expect(job).toMatchObject({
      data: { type: 'BATCH', namespace: NAMESPACE, latestRun: { id: runId(12), state: 'COMPLETED' } },
      outEdges: [{ origin: `job:${NAMESPACE}:g.first`, destination: start }],
    });
  });

  it('ends in circles, and bounds what it answers', async () => {
    const [there, back] = [lineageJob(NAMESPACE, 'circle.there'), lineageJob(NAMESPACE, 'circle.back')];
    await post(
      there.complete({
        runId: runId(20),
        at: minute(1),
        inputs: [dataset('circle.a')],
        outputs: [dataset('circle.b')],
      }),
    );
    await post(
      back.complete({ runId: runId(21), at: minute(1), inputs: [dataset('circle.b')], outputs: [dataset('circle.a')] }),
    );
    expect(await graph(`dataset:${NAMESPACE}:circle.a`, '&depth=100')).toHaveLength(4);
    const wide = Array.from({ length: 1_500 }, (_, at) => dataset(`wide.${at}`));
    await post(lineageJob(NAMESPACE, 'wide').complete({ runId: runId(22), at: minute(1), inputs: wide, outputs: [] }));
    const answer = await get(`/api/v1/lineage?nodeId=${encodeURIComponent(`job:${NAMESPACE}:wide`)}`);
    expect(answer.truncated).toBe(true);
    expect(answer.graph.length).toBeLessThanOrEqual(1_000);
  });

  it('replaces facets whole by time, not by arrival, and lets them be deleted', async () => {
    const job = lineageJob(NAMESPACE, 'facets');
    const id = encodeURIComponent(`dataset:${NAMESPACE}:f`);
    const fields = async () => (await get(`/api/v1/lineage?nodeId=${id}&depth=0`)).graph[0].data.fields;
    const write = (at: number, facets: Record<string, Facet>) =>
      post(job.complete({ runId: runId(30 + at), at: minute(at), outputs: [dataset('f', facets)] }));
    await write(2, { schema: schemaFacet([{ name: 'new' }]) });
    await write(1, { schema: schemaFacet([{ name: 'old' }, { name: 'older' }]) });
    expect(await fields()).toEqual([{ name: 'new' }]);
    await write(3, { schema: { ...schemaFacet([]), _deleted: true } });
    expect(await fields()).toEqual([]);
  });

  it('follows columns back through datasets', async () => {
    const from = (name: string, field: string) => [
      { namespace: NAMESPACE, name, field, transformations: [{ type: 'DIRECT' as const }] },
    ];
    const job = lineageJob(NAMESPACE, 'columns');
    const outputs = [
      dataset('col:b', { columnLineage: columnLineageFacet({ y: from('col.a', 'x') }) }),
      dataset('col.c', {
        columnLineage: columnLineageFacet({ z: from('col:b', 'y'), other: [] }),
        schema: schemaFacet([{ name: 'z', type: 'double' }]),
      }),
    ];
    await post(job.complete({ runId: runId(40), at: minute(1), inputs: [dataset('col.a')], outputs }));
    const ask = async (nodeId: string) =>
      (await get(`/api/v1/column-lineage?nodeId=${encodeURIComponent(nodeId)}`)).graph as Json[];
    const nodes = await ask(`datasetField:${NAMESPACE}:col.c:z`);
    expect(nodes.map(({ id }) => id.replace(`${NAMESPACE}:`, ''))).toEqual([
      'datasetField:col.c:z',
      'datasetField:col:b:y',
      'datasetField:col.a:x',
    ]);
    expect(nodes[0]).toMatchObject({
      type: 'DATASET_FIELD',
      data: { dataset: 'col.c', field: 'z', fieldType: 'double', inputFields: [{ dataset: 'col:b', field: 'y' }] },
      inEdges: [{ origin: `datasetField:${NAMESPACE}:col:b:y` }],
    });
    expect(await ask(`dataset:${NAMESPACE}:col.c`)).toHaveLength(4);
    expect(
      (
        await service.call(
          'GET',
          `/api/v1/column-lineage?nodeId=${encodeURIComponent(`datasetField:${NAMESPACE}:col.c:none`)}`,
        )
      ).status,
    ).toBe(404);
  });

  it('tells the state of a run, which never leaves its end', async () => {
    const job = lineageJob(NAMESPACE, 'run');
    await post(job.complete({ runId: runId(50), at: minute(3) }));
    await post(job.start({ runId: runId(50), at: minute(1) }));
    await post(job.event('RUNNING', { runId: runId(50), at: minute(4) }));
    expect(await get(`/api/v1/jobs/runs/${runId(50)}`)).toMatchObject({
      id: runId(50),
      state: 'COMPLETED',
      startedAt: minute(1),
      endedAt: minute(3),
      durationMs: 120_000,
    });
    await post(job.fail({ runId: runId(51), at: minute(3), message: 'TRAINING.X' }));
    expect(await get(`/api/v1/jobs/runs/${runId(51)}`)).toMatchObject({
      state: 'FAILED',
      facets: { errorMessage: { message: 'TRAINING.X' } },
    });
  });

  it('lists events between times in both directions', async () => {
    const range = '?after=2031-01-01T00:00:00Z&before=2031-01-01T01:00:00Z';
    const job = lineageJob(NAMESPACE, 'listed');
    for (const at of [1, 2, 3])
      await post(job.start({ runId: runId(60 + at), at: minute(at).replace('2026', '2031') }));
    const times = async (query: string) =>
      (await get(`/api/v1/events/lineage${range}${query}`)).events.map(({ eventTime }: Json) =>
        eventTime.slice(14, 16),
      );
    expect(await times('')).toEqual(['03', '02', '01']);
    expect(await times('&sortDirection=asc&limit=2')).toEqual(['01', '02']);
    expect(await times('&limit=1&offset=1')).toEqual(['02']);
    expect((await get(`/api/v1/events/lineage${range}&limit=1`)).totalCount).toBe(3);
    expect((await get('/api/v1/namespaces')).namespaces).toContainEqual(
      expect.objectContaining({ name: NAMESPACE, isHidden: false }),
    );
  });

  it('finds where to begin by a part of a name, the closest first', async () => {
    const job = lineageJob(NAMESPACE, 'seek.load');
    const outputs = [dataset('seek.pulses'), dataset('seek'), dataset('hide.and.seek')];
    await post(job.complete({ runId: runId(65), at: minute(1), outputs }));
    const search = async (query: string) => get(`/api/v1/search?${query}`);
    const names = async (query: string) => ((await search(query)).results as Json[]).map(({ name }) => name);
    expect(await names('q=SEEK')).toEqual(['seek', 'seek.load', 'seek.pulses', 'hide.and.seek']);
    expect(await names('q=seek&filter=JOB')).toEqual(['seek.load']);
    expect(await search('q=seek&limit=1')).toMatchObject({
      totalCount: 4,
      results: [{ type: 'DATASET', nodeId: `dataset:${NAMESPACE}:seek`, updatedAt: minute(1) }],
    });
    expect(await search('q=seek%25')).toEqual({ totalCount: 0, results: [] });
  });

  it('takes in what services emit on the event log', async () => {
    const emitter = new EventLogLineageEmitter(service.log, 'urn:test');
    const outputs = [dataset('emitted')];
    const event = lineageJob(NAMESPACE, 'emitted').complete({ runId: runId(70), at: minute(1), outputs });
    await emitter.emit(event);
    await emitter.emit(event);
    await eventually(async () => (await graph(`dataset:${NAMESPACE}:emitted`)).length === 2);
  });

  it.each([
    ['/api/v1/lineage?nodeId=dataset:none:none', 404],
    ['/api/v1/lineage?nodeId=nonsense%00', 404],
    ['/api/v1/lineage', 422],
    ['/api/v1/lineage?nodeId=x&depth=-1', 422],
    ['/api/v1/lineage?nodeId=x&asOf=yesterday', 422],
    ['/api/v1/events/lineage?limit=9999', 422],
    ['/api/v1/events/lineage?sortDirection=up', 422],
    ['/api/v1/search?filter=all', 422],
    [`/api/v1/search?q=${'x'.repeat(201)}`, 422],
    ['/api/v1/jobs/runs/none', 404],
    ['/api/v1/column-lineage?nodeId=datasetField:a', 404],
  ])('answers %s with %i', async (path, status) => {
    expect((await service.call('GET', path)).status).toBe(status);
  });
});
