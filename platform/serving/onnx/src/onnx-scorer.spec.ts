import { createHash } from 'node:crypto';
import type { ModelVersion } from '@mesh/models';
import { numeric } from '@mesh/training';
import { exportOnnx, fitModel } from '@mesh/training-linear';
import { OnnxScorer, ServingErrors, type OnnxScorerOptions, type ScoringRun } from './index.js';

const features = ['a', 'b', 'c'];

/** A model whose answers depend on the version, so that a mix-up would show. */
function made(
  version: number,
  changes: Partial<ModelVersion> = {},
): { readonly version: ModelVersion; readonly onnx: Uint8Array } {
  const rows = Array.from({ length: 20 }, (_, i) => Float64Array.of(i, (i * 7) % 5, (i * 3) % 11));
  const labels = Uint8Array.from(rows, (_, i) => ((i + version) % (2 + (version % 3)) === 0 ? 1 : 0));
  const onnx = exportOnnx(
    fitModel(
      features.map((name) => numeric(name)),
      { features: rows, labels },
      0.1 + version,
    ),
  );
  const declared = {
    model: 'risk',
    version: String(version),
    metrics: {},
    onnxSha256: createHash('sha256').update(onnx).digest('hex'),
    signature: {
      features,
      inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, 3] }],
      outputs: [{ name: 'probability', datatype: 'FP32', shape: [-1] }],
    },
  };
  return { version: { ...declared, ...changes } as unknown as ModelVersion, onnx };
}

async function scorerOf(version: number, options: OnnxScorerOptions = {}): Promise<OnnxScorer> {
  const scorer = new OnnxScorer('risk', options);
  const { version: first, onnx } = made(version);
  await scorer.swap(first, onnx);
  return scorer;
}

async function answerOf(version: number, row: readonly number[]): Promise<number> {
  const scorer = await scorerOf(version);
  const { answer } = await scorer.score(row);
  await scorer.close();
  return answer;
}

describe('given no version yet', () => {
  it('says that the model is not ready', async () => {
    const scorer = new OnnxScorer('risk');
    expect(scorer.current).toBeUndefined();
    await expect(scorer.score([1, 2, 3])).rejects.toMatchObject({ code: 'SERVING.MODEL_NOT_READY', status: 503 });
    await expect(scorer.scoreMany(new Float32Array(3))).rejects.toMatchObject({
      code: ServingErrors.MODEL_NOT_READY.code,
    });
  });
});

describe('given a version', () => {
  it('lets the rows of one turn share runs of at most 16, and answers each its own', async () => {
    const runs: ScoringRun[] = [];
    const scorer = await scorerOf(1, { onRun: (run) => runs.push(run) });
    const rows = Array.from({ length: 70 }, (_, i) => [i / 10, i % 5, i % 3 === 0 ? NaN : i]);
    const together = await Promise.all(rows.map((row) => scorer.score(row)));
    expect(runs.map(({ rows: count }) => count)).toEqual([16, 16, 16, 16, 6]);
    expect(runs[0]).toMatchObject({ model: 'risk', version: '1' });
    expect(new Set(together.map(({ answer }) => answer)).size).toBeGreaterThan(60);
    for (const [i, row] of rows.entries()) expect(together[i]!.answer).toBeCloseTo((await scorer.score(row)).answer, 6);
    await scorer.close();
  });

  it('answers a row of which nothing was measured', async () => {
    const scorer = await scorerOf(1);
    const { answer, version } = await scorer.score([NaN, NaN, NaN]);
    expect(answer).toBeGreaterThan(0);
    expect(answer).toBeLessThan(1);
    expect(version.version).toBe('1');
    await scorer.close();
  });

  it('scores many rows like single ones, leaving the event loop its turns', async () => {
    const scorer = await scorerOf(2);
    const values = Float32Array.from({ length: 3 * 100_000 }, (_, i) => (i % 13 === 0 ? NaN : i % 29));
    let turns = 0;
    const timer = setInterval(() => turns++, 1);
    const many = await scorer.scoreMany(values);
    clearInterval(timer);
    expect(many).toHaveLength(100_000);
    expect(turns).toBeGreaterThan(0);
    for (const i of [0, 1, 4_711, 99_999]) {
      expect(many[i]).toBeCloseTo((await scorer.score(values.subarray(3 * i, 3 * i + 3))).answer, 6);
    }
    expect(await scorer.scoreMany(new Float32Array())).toHaveLength(0);
    await scorer.close();
  });

  it('refuses rows of another width', async () => {
    const scorer = await scorerOf(1);
    await expect(scorer.score([1, 2])).rejects.toMatchObject({
      code: ServingErrors.ROW_INVALID.code,
      meta: { expected: 3 },
    });
    await expect(scorer.scoreMany(new Float32Array(4))).rejects.toMatchObject({ code: ServingErrors.ROW_INVALID.code });
    await scorer.close();
  });

  it('refuses what its queue does not hold and recovers', async () => {
    const scorer = await scorerOf(1, { maxQueuedRows: 40 });
    const settled = await Promise.allSettled(Array.from({ length: 50 }, () => scorer.score([1, 2, 3])));
    const refused = settled.filter(({ status }) => status === 'rejected') as PromiseRejectedResult[];
    expect(refused).toHaveLength(10);
    expect(refused[0]!.reason).toMatchObject({ code: 'SERVING.OVERLOADED', status: 429 });
    await expect(scorer.score([1, 2, 3])).resolves.toMatchObject({ version: { version: '1' } });
    await scorer.close();
  });

  it('answers what waits when it closes, and nothing after', async () => {
    const scorer = await scorerOf(1);
    const waiting = Promise.all(Array.from({ length: 100 }, () => scorer.score([1, 2, 3])));
    await scorer.close();
    await expect(waiting).resolves.toHaveLength(100);
    await expect(scorer.score([1, 2, 3])).rejects.toMatchObject({ code: ServingErrors.CLOSED.code });
    const { version, onnx } = made(2);
    await expect(scorer.swap(version, onnx)).rejects.toMatchObject({ code: ServingErrors.CLOSED.code });
  });
});

describe('given a new version', () => {
  it('takes over under continuous load without a failed call, each answer that of the version it names', async () => {
    const row = [3, 1, NaN];
    const expected = new Map<string, number>();
    for (const version of [1, 2, 3, 4, 5]) expected.set(String(version), await answerOf(version, row));
    expect(new Set(expected.values()).size).toBe(5);

    const scorer = await scorerOf(1);
    let going = true;
    const seen = new Map<string, number>();
    const caller = async () => {
      while (going) {
        const { answer, version } = await scorer.score(row);
        expect(Math.abs(answer - expected.get(version.version)!)).toBeLessThan(1e-6);
        seen.set(version.version, (seen.get(version.version) ?? 0) + 1);
      }
    };
    const crowd = async () => {
      while (going)
        expect(
          new Set((await scorer.scoreMany(Float32Array.from({ length: 3000 }, (_, i) => row[i % 3]!))).values()).size,
        ).toBe(1);
    };
    const load = Promise.all([...Array.from({ length: 50 }, caller), crowd()]);
    for (let round = 0; round < 20; round++) {
      const { version, onnx } = made(1 + ((round + 1) % 5));
      await scorer.swap(version, onnx);
      expect(scorer.current!.version).toBe(version.version);
      await scorer.score(row);
    }
    going = false;
    await load;
    expect([...seen.keys()].sort()).toEqual(['1', '2', '3', '4', '5']);
    await scorer.close();
  });

  it('lets the last of several swaps win', async () => {
    const scorer = await scorerOf(1);
    await Promise.all([2, 3, 4].map((number) => scorer.swap(made(number).version, made(number).onnx)));
    expect(scorer.current!.version).toBe('4');
    await scorer.close();
  });

  const { signature } = made(2).version;
  const junk = new TextEncoder().encode('no model');
  const junkSha256 = createHash('sha256').update(junk).digest('hex');
  it.each([
    [
      'bytes that are no ONNX',
      { ...made(2, { onnxSha256: junkSha256 }), onnx: junk },
      'SERVING.MODEL_INVALID',
      'ONNX Runtime cannot read it',
    ],
    [
      'bytes of another hash',
      made(2, { onnxSha256: junkSha256 }),
      'SERVING.MODEL_INVALID',
      'the bytes do not have the registered hash',
    ],
    ['another model', made(2, { model: 'other' }), 'SERVING.MODEL_INVALID', 'it is a version of another model'],
    [
      'an input of another name',
      made(2, { signature: { ...signature, inputs: [{ ...signature.inputs[0]!, name: 'x' }] } }),
      'SERVING.MODEL_INVALID',
      'its input is not the one of the signature',
    ],
    [
      'an output of another name',
      made(2, { signature: { ...signature, outputs: [{ ...signature.outputs[0]!, name: 'y' }] } }),
      'SERVING.MODEL_INVALID',
      'its output is not the one of the signature',
    ],
    [
      'features in another order',
      made(2, { signature: { ...signature, features: ['b', 'a', 'c'] } }),
      'SERVING.SIGNATURE_DIFFERS',
      undefined,
    ],
    [
      'a feature too many',
      made(2, { signature: { ...signature, features: [...features, 'd'] } }),
      'SERVING.SIGNATURE_DIFFERS',
      undefined,
    ],
  ])('keeps the old one when the new one has %s', async (_, { version, onnx }, code, reason) => {
    const scorer = await scorerOf(1);
    await expect(scorer.swap(version, onnx)).rejects.toMatchObject({ code, meta: reason ? { reason } : {} });
    await expect(scorer.score([1, 2, 3])).resolves.toMatchObject({ version: { version: '1' } });
    await scorer.swap(made(3).version, made(3).onnx);
    expect(scorer.current!.version).toBe('3');
    await scorer.close();
  });

  it('refuses a first version whose graph has not the width of its signature', async () => {
    const { version, onnx } = made(1, { signature: { ...signature, features: ['a', 'b'] } });
    const reason = 'its input does not have one column for each feature';
    await expect(new OnnxScorer('risk').swap(version, onnx)).rejects.toMatchObject({ meta: { reason } });
  });

  it('refuses a first version that does not serve the declared features', async () => {
    const { version, onnx } = made(1);
    const scorer = new OnnxScorer('risk', { features: ['a', 'b', 'z'] });
    await expect(scorer.swap(version, onnx)).rejects.toMatchObject({ code: ServingErrors.SIGNATURE_DIFFERS.code });
  });
});
