import { createHash } from 'node:crypto';
import { numeric, type TableRow, type TrainableModel, type TrainingRequested } from '@mesh/training';
import { logisticRecipe } from '@mesh/training-linear';
import { snapshotOfRequest } from './snapshot-of-request.js';

const visits = (count: number): readonly TableRow[] =>
  Array.from({ length: count }, (_, i) => ({
    patientId: `Ann ${i}`,
    age: 30 + ((i * 7) % 50),
    pulse: 55 + ((i * 13) % 61),
    ill: (i * 7) % 50 > 25 !== (i % 9 === 0) ? 1 : 0,
  }));
const recipe = logisticRecipe({ columns: [numeric('age'), numeric('pulse')], subgroups: [] });
const request: TrainingRequested = { runId: 'first', model: 'm', by: 'dana', reason: 'test', parameters: { seed: 7 } };

describe('given a model whose dataset grows', () => {
  const files = new Map<string, Uint8Array>();
  const registry = { artifact: async (sha256: string) => files.get(sha256) };
  let rows = visits(200);
  const model = {
    ...{ model: 'm', columns: ['age', 'pulse'], label: 'ill', contractVersion: '1.0.0', source: 'urn:mesh:d:p:visits' },
    split: { by: 'patient', column: 'patientId' },
    rows: async () => rows,
    state: async () => ({ change: rows.length / 100, rows: rows.length }),
  } as unknown as TrainableModel;
  const train = async (asked: TrainingRequested) => {
    const { made, record } = await snapshotOfRequest(model, asked, registry);
    files.set(made.snapshot.sha256, made.bytes);
    const { onnx } = await recipe(made.snapshot, asked.parameters, () => undefined);
    return { sha256: made.snapshot.sha256, record, onnx: createHash('sha256').update(onnx).digest('hex') };
  };

  it('says how the snapshot was made', async () => {
    const { sha256, record } = await train(request);
    expect(record).toMatchObject({
      sha256,
      source: 'urn:mesh:d:p:visits',
      query: { columns: ['age', 'pulse'], label: 'ill' },
      state: { before: { change: 2, rows: 200 }, after: { change: 2, rows: 200 } },
      split: { by: 'patient', column: 'patientId', heldOutShare: 0.3, seed: 7 },
      rows: 200,
    });
    expect(JSON.stringify(record)).not.toContain('Ann');
  });

  it('repeats a run on its snapshot, to the same bytes', async () => {
    const first = await train(request);
    rows = visits(300);
    const later = await train({ ...request, runId: 'later' });
    const repeats = { runId: 'first', snapshot: first.sha256, source: model.source };
    const again = await train({ ...request, runId: 'again', repeats });
    expect(later.onnx).not.toBe(first.onnx);
    expect([again.sha256, again.onnx, again.record]).toEqual([first.sha256, first.onnx, undefined]);
  });

  it('refuses to repeat a run whose snapshot is gone', async () => {
    const repeats = { runId: 'first', snapshot: 'f'.repeat(64), source: model.source };
    await expect(train({ ...request, repeats })).rejects.toMatchObject({ code: 'TRAINING.SNAPSHOT_GONE' });
  });
});
