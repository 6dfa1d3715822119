import { createHash } from 'node:crypto';
import type { ModelVersion, Signature } from '@mesh/models';
import { numeric } from '@mesh/training';
import { exportOnnx, fitModel } from '@mesh/training-linear';
import onnxProto from 'onnx-proto';
import { openAsked, openExplainable } from './index.js';

const { onnx } = onnxProto;
const features = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'];
const signature: Signature = {
  features,
  inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, 6] }],
  outputs: [{ name: 'probability', datatype: 'FP32', shape: [-1] }],
};
const rows = Array.from({ length: 40 }, (_, n) => Float64Array.from(features, (__, i) => (n * (i + 3)) % 7));
const plain = exportOnnx(
  fitModel(
    features.map((name) => numeric(name)),
    { features: rows, labels: Uint8Array.from(rows, ([p0 = 0]) => (p0 > 3 ? 1 : 0)) },
    1,
  ),
);

/** The same model with something written about its image. */
function stating(value: string): Uint8Array {
  const model = onnx.ModelProto.decode(plain);
  model.metadataProps = [onnx.StringStringEntryProto.create({ key: 'mesh.image', value })];
  return Uint8Array.from(onnx.ModelProto.encode(model).finish());
}

describe('given a version that is to be explained', () => {
  it('is a model of rows where nothing is said of an image', async () => {
    const model = await openExplainable(plain, signature);
    expect(model).toMatchObject({ features, scale: 'log-odds' });
    expect(model.image).toBeUndefined();
    await model.close();
  });

  it('is a model of images where its form is told', async () => {
    const model = await openExplainable(stating('{"channels":1,"height":2,"width":3}'), signature);
    expect(model.image).toEqual({ channels: 1, height: 2, width: 3 });
    expect((await model.evaluate(Float32Array.from(rows[0]!))).length).toBe(1);
    await model.close();
  });

  it.each([
    ['is of other columns', '{"channels":1,"height":2,"width":2}'],
    ['has a side below nothing', '{"channels":-1,"height":-2,"width":3}'],
    ['lacks a side', '{"height":2,"width":3}'],
    ['is no JSON', '2 × 3'],
    ['is nothing', 'null'],
  ])('is refused where the form %s', async (_, stated) => {
    await expect(openExplainable(stating(stated), signature)).rejects.toMatchObject({
      code: 'SERVING.MODEL_INVALID',
      meta: { reason: 'its property mesh.image does not fit its columns' },
    });
    // Whoever judges it before it is registered hears the same.
    const onnxSha256 = createHash('sha256').update(stating(stated)).digest('hex');
    const version = { model: 'risk', version: '1', signature, metrics: {}, onnxSha256 } as unknown as ModelVersion;
    await expect(openAsked(version, stating(stated))).rejects.toMatchObject({
      meta: { reason: 'its property mesh.image does not fit its columns' },
    });
  });
});
