import onnxProto from 'onnx-proto';

const { onnx } = onnxProto;

/** What a graph of counts has that a good one would not. */
export interface CountGraph {
  /** Names of its outputs, which all give the same. */
  readonly outputs?: readonly string[];
  readonly columns?: number;
  /** What is added to each count. */
  readonly shift?: number;
  /** Gives what came in, so NaN for what was not measured. */
  readonly keepsMissing?: boolean;
}

/** An ONNX that expects so many as the first column says, and one where that was not measured. */
export function countOnnx({
  outputs = ['count'],
  columns = 2,
  shift = 0,
  keepsMissing = false,
}: CountGraph = {}): Uint8Array {
  const node = (opType: string, input: string[], output: string, axis?: number) =>
    onnx.NodeProto.create({
      ...{ opType, input, output: [output] },
      attribute: axis === undefined ? [] : [onnx.AttributeProto.create({ name: 'axis', type: 2, i: axis })],
    });
  const floats = (name: string, value: number) =>
    onnx.TensorProto.create({ name, dataType: 1, dims: [1], floatData: [value] });
  const dim = (size: number | undefined) => (size === undefined ? { dimParam: 'n' } : { dimValue: size });
  const value = (name: string, ...sizes: (number | undefined)[]) =>
    onnx.ValueInfoProto.create({ name, type: { tensorType: { elemType: 1, shape: { dim: sizes.map(dim) } } } });
  const graph = onnx.GraphProto.create({
    name: 'counts',
    node: [
      node('Gather', ['x', 'first'], 'taken', 1),
      node('IsNaN', ['taken'], 'unmeasured'),
      keepsMissing ? node('Identity', ['taken'], 'known') : node('Where', ['unmeasured', 'one', 'taken'], 'known'),
      ...outputs.map((name) => node('Add', ['known', 'shift'], name)),
    ],
    initializer: [
      onnx.TensorProto.create({ name: 'first', dataType: 7, dims: [], int64Data: [0] }),
      floats('one', 1),
      floats('shift', shift),
    ],
    input: [value('x', undefined, columns)],
    output: outputs.map((name) => value(name, undefined)),
  });
  const model = onnx.ModelProto.create({ irVersion: 8, opsetImport: [{ domain: '', version: 13 }], graph });
  return Uint8Array.from(onnx.ModelProto.encode(model).finish());
}
