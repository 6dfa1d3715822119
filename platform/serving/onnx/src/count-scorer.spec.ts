import { createHash } from 'node:crypto';
import type { ModelVersion } from '@mesh/models';
import onnxProto from 'onnx-proto';
import { OnnxScorer } from './onnx-scorer.js';

const { onnx } = onnxProto;

/** A graph that gives what came in plus a shift, and the shift alone where nothing was measured. */
function graphOf(shift: number): Uint8Array {
  const node = (opType: string, input: string[], output: string) =>
    onnx.NodeProto.create({ opType, input, output: [output] });
  const floats = (name: string, value: number) =>
    onnx.TensorProto.create({ name, dataType: 1, dims: [1], floatData: [value] });
  const value = (name: string, dim: object[]) =>
    onnx.ValueInfoProto.create({ name, type: { tensorType: { elemType: 1, shape: { dim } } } });
  const graph = onnx.GraphProto.create({
    name: 'counts',
    node: [
      node('IsNaN', ['features'], 'unmeasured'),
      node('Where', ['unmeasured', 'zero', 'features'], 'known'),
      node('Add', ['known', 'shift'], 'shifted'),
      node('Squeeze', ['shifted', 'column'], 'answer'),
    ],
    initializer: [
      ...[floats('zero', 0), floats('shift', shift)],
      onnx.TensorProto.create({ name: 'column', dataType: 7, dims: [1], int64Data: [1] }),
    ],
    input: [value('features', [{ dimParam: 'N' }, { dimValue: 1 }])],
    output: [value('answer', [{ dimParam: 'N' }])],
  });
  const model = onnx.ModelProto.create({ irVersion: 8, opsetImport: [{ domain: '', version: 13 }], graph });
  return Uint8Array.from(onnx.ModelProto.encode(model).finish());
}

function made(version: string, outcome: 'count' | undefined, shift: number): [ModelVersion, Uint8Array] {
  const bytes = graphOf(shift);
  const declared = {
    ...{ model: 'admissions', version, metrics: { ...(outcome && { outcome }) } },
    onnxSha256: createHash('sha256').update(bytes).digest('hex'),
    signature: {
      features: ['beds'],
      inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, 1] }],
      outputs: [{ name: 'answer', datatype: 'FP32', shape: [-1] }],
    },
  };
  return [declared as unknown as ModelVersion, bytes];
}

describe('given a version that foresees a count', () => {
  it('answers counts of any size, one by one and many at once', async () => {
    const scorer = new OnnxScorer('admissions', { outcome: 'count' });
    await scorer.swap(...made('1', 'count', 2));
    expect(await scorer.score([40])).toMatchObject({ answer: 42, version: { version: '1' } });
    expect([...(await scorer.scoreMany(Float32Array.of(0, NaN, 1e6)))]).toEqual([2, 2, 1_000_002]);
    await scorer.close();
  });

  it('refuses to answer with less than nothing, or without end', async () => {
    const scorer = new OnnxScorer('admissions');
    await scorer.swap(...made('1', 'count', 2));
    for (const beds of [-3, Infinity])
      await expect(scorer.score([beds])).rejects.toMatchObject({ code: 'SERVING.RUN_FAILED' });
    await scorer.close();
  });

  it('never takes over where probabilities are read, nor the other way round', async () => {
    const probabilities = new OnnxScorer('admissions', { outcome: 'probability' });
    await expect(probabilities.swap(...made('1', 'count', 0.5))).rejects.toMatchObject({
      code: 'SERVING.OUTCOME_DIFFERS',
    });
    const counts = new OnnxScorer('admissions');
    await counts.swap(...made('1', 'count', 0.5));
    await expect(counts.swap(...made('2', undefined, 0.5))).rejects.toMatchObject({ code: 'SERVING.OUTCOME_DIFFERS' });
    expect(counts.current?.version).toBe('1');
    await Promise.all([probabilities.close(), counts.close()]);
  });

  it('does not load where it cannot answer a row of nothing', async () => {
    const scorer = new OnnxScorer('admissions');
    await expect(scorer.swap(...made('1', 'count', -1))).rejects.toMatchObject({
      ...{ code: 'SERVING.MODEL_INVALID', meta: { reason: 'it does not answer a row with a count' } },
    });
    await scorer.close();
  });
});
