import { documentationFacet, lineageJob, versionFacet, type LineageDataset } from '@mesh/lineage';
import { ModelRegistry, type ModelVersion } from '@mesh/models';
import { startTestDatabase, type TestDatabase } from '@mesh/testing';

import { LineageModule } from './lineage.module.js';
import { ScoreFinder, type ScoreRecord } from './score-finder.js';
import { startServiceUnderTest, type Json, type ServiceUnderTest } from '@mesh/testing';

const RUN = '0196d2a5-7b1c-7000-8000-000000000001';
const SINK_RUN = '0196d2a5-7b1c-7000-8000-000000000002';
const record: ScoreRecord = {
  scoreId: '0196d2a5-7b1c-7000-8000-00000000000a',
  product: 'cardiology.heart-disease-risk',
  model: 'heart-disease-risk',
  version: '3',
  scoredAt: '2026-02-01T00:00:00.000Z',
  caller: 'pat-practitioner',
  purpose: 'TREAT',
  traceId: '0af7651916cd43dd8448eb211c80319c',
  contractVersion: '1.0.0',
  topic: 'cardiology.heart-disease-risk.scored.v1',
  partition: 2,
  offset: 41,
  lake: { path: 'cardiology/heart-disease-risk/history/v1/day=2026-02-01/a.parquet' },
};
const measure = { value: 0.9, low: 0.8, high: 0.95, n: 300 };
const version: ModelVersion = {
  model: 'heart-disease-risk',
  version: '3',
  createdAt: '2026-01-01T00:00:00.000Z',
  status: 'ready',
  onnxSha256: 'ab'.repeat(32),
  signature: { features: ['age'], inputs: [], outputs: [] },
  hyperparameters: { ridge: 0.1 },
  metrics: { rocAuc: measure, brier: measure, calibration: { expectedError: 0.02, bins: [] }, subgroups: [] },
  snapshot: {
    sha256: 'cd'.repeat(32),
    rows: 900,
    trainingRows: 600,
    source: 'uci/heart-disease',
    attribution: 'Janosi et al. 1989',
  },
  commit: 'abc123',
  author: 'dana-scientist',
  runId: RUN,
  contractVersion: '1.0.0',
};
const dataset = (name: string, datasetVersion: string, description?: string): LineageDataset => ({
  namespace: 'mesh://cardiology',
  name,
  facets: {
    version: versionFacet(datasetVersion),
    ...(description && { documentation: documentationFacet(description) }),
  },
});

describe('given a score', () => {
  const registry = {
    version: async (model: string, number: string) => (model === version.model && number === '3' ? version : undefined),
  };
  const { lake: _lake, ...unlanded } = record;
  const orphan: ScoreRecord = { ...unlanded, scoreId: 'orphan-score', model: 'gone', offset: 99 };
  const scores: ScoreFinder = {
    find: async (id: string) => [record, orphan].find(({ scoreId }) => scoreId === id),
    ofTrace: async (traceId, near) =>
      traceId === record.traceId && near.toISOString() === record.scoredAt
        ? [{ scoreId: record.scoreId, product: record.product, scoredAt: record.scoredAt }]
        : [],
  };
  let db: TestDatabase;
  let service: ServiceUnderTest;

  beforeAll(async () => {
    db = await startTestDatabase();
    service = await startServiceUnderTest(
      LineageModule.forRoot({ provide: ScoreFinder, useValue: scores }),
      db.database,
      [{ provide: ModelRegistry, useValue: registry }],
    );
    const ingest = lineageJob('mesh://cardiology', 'ingest');
    const train = lineageJob('mesh://cardiology', 'train');
    const sink = lineageJob('mesh://cardiology', 'sink');
    const topic = (range: string) => ({
      namespace: 'mesh://events',
      name: record.topic,
      facets: { version: versionFacet(range) },
    });
    const file = dataset('uci.csv', 'file-1', 'UCI heart disease, CC BY 4.0');
    const ingestOf = (runId: string, at: string, v: string) =>
      ingest.complete({ runId, at, inputs: [file], outputs: [dataset('training', v)] });
    const history = [dataset('history', 'h')];
    const events = [
      ingestOf('0196d2a5-7b1c-7000-8000-000000000010', '2026-01-01T00:00:00.000Z', 'snapshot-1'),
      train.start({ runId: RUN, at: '2026-01-01T00:01:00.000Z', inputs: [dataset('training', 'snapshot-1')] }),
      train.complete({
        runId: RUN,
        at: '2026-01-01T00:02:00.000Z',
        inputs: [dataset('training', 'snapshot-1')],
        outputs: [dataset('model', '3')],
      }),
      ingestOf('0196d2a5-7b1c-7000-8000-000000000011', '2026-01-05T00:00:00.000Z', 'snapshot-2'),
      sink.complete({
        runId: '0196d2a5-7b1c-7000-8000-000000000012',
        at: '2026-02-01T00:00:01.000Z',
        inputs: [topic('1:0-100')],
        outputs: history,
      }),
      sink.complete({ runId: SINK_RUN, at: '2026-02-01T00:00:02.000Z', inputs: [topic('2:40-42')], outputs: history }),
    ];
    expect((await service.call('POST', '/api/v1/lineage/batch', { body: events })).status).toBe(200);
  });

  afterAll(async () => {
    await service.close();
    await db.close();
  });

  it('is found by the trace of the call that made it', async () => {
    const ask = async (query: string, role = 'auditor') => service.call('GET', `/lineage/scores?${query}`, { role });
    expect(await (await ask(`traceId=${record.traceId}&at=${record.scoredAt}`)).json()).toEqual({
      scores: [{ scoreId: record.scoreId, product: record.product, scoredAt: record.scoredAt }],
    });
    expect(await (await ask(`traceId=${record.traceId}&at=2026-02-02`)).json()).toEqual({ scores: [] });
    expect((await ask('traceId=MARKER')).status).toBe(422);
    expect((await ask(`traceId=${record.traceId}&at=soon`)).status).toBe(422);
    expect((await ask(`traceId=${record.traceId}`, 'operator')).status).toBe(403);
  });

  const trace = async (id: string, role: string) =>
    (await service.call('GET', `/lineage/scores/${id}`, { role })).json() as Promise<Json>;

  it('tells the model, its training, the files the data began as, the commit, the contract, who asked and where it landed', async () => {
    const answer = await trace(record.scoreId, 'auditor');
    expect(answer).toMatchObject({
      scoreId: record.scoreId,
      score: { product: record.product, partition: 2, offset: 41 },
      model: {
        name: 'heart-disease-risk',
        version: '3',
        hyperparameters: { ridge: 0.1 },
        metrics: { rocAuc: measure },
      },
      training: {
        runId: RUN,
        state: 'COMPLETED',
        snapshot: { sha256: version.snapshot.sha256 },
        commit: 'abc123',
        author: 'dana-scientist',
      },
      asked: { by: 'pat-practitioner', purpose: 'TREAT', at: record.scoredAt, traceId: record.traceId },
      contract: { product: record.product, version: '1.0.0' },
      landed: { path: record.lake?.path, run: { runId: SINK_RUN, dataset: { name: 'history' } } },
      links: { model: '/models/heart-disease-risk/versions/3' },
    });
    expect(answer.training.sources).toEqual([
      { namespace: 'mesh://cardiology', name: 'training', version: 'snapshot-1', description: null, origin: false },
      {
        namespace: 'mesh://cardiology',
        name: 'uci.csv',
        version: 'file-1',
        description: 'UCI heart disease, CC BY 4.0',
        origin: true,
      },
    ]);
  });

  it('joins score, model, training and sources in one graph', async () => {
    const { graph } = await trace(record.scoreId, 'auditor');
    const edges = new Map<string, string>(
      graph.flatMap(({ inEdges }: Json) => inEdges.map(({ origin, destination }: Json) => [destination, origin])),
    );
    const path = [`score:${record.scoreId}`];
    for (let node = edges.get(path[0]!); node !== undefined; node = edges.get(node)) path.push(node);
    expect(path.slice(1)).toEqual([
      'model:heart-disease-risk#3',
      'job:mesh://cardiology:train',
      'dataset:mesh://cardiology:training',
      'job:mesh://cardiology:ingest',
      'dataset:mesh://cardiology:uci.csv',
    ]);
  });

  it('shows data scientists no persons', async () => {
    const answer = await trace(record.scoreId, 'data-scientist');
    expect(answer.asked).toEqual({ purpose: 'TREAT', at: record.scoredAt });
    expect(JSON.stringify(answer)).not.toContain('pat-practitioner');
  });

  it('tells what is left when the registry no longer knows the version', async () => {
    expect(await trace('orphan-score', 'auditor')).toMatchObject({
      model: { name: 'gone', version: '3' },
      training: null,
      landed: null,
    });
  });

  it.each(['unknown-score', 'x', '..%2f..', '%00%00%00%00%00%00%00%00', 'a'.repeat(100)])(
    'answers 404 for %s',
    async (id) => {
      expect((await service.call('GET', `/lineage/scores/${id}`, { role: 'auditor' })).status).toBe(404);
    },
  );

  it('is closed to those whom it does not concern', async () => {
    expect((await service.call('GET', `/lineage/scores/${record.scoreId}`, { role: 'consumer' })).status).toBe(403);
  });
});
