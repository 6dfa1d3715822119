import onnxProto from 'onnx-proto';

const { onnx } = onnxProto;

/** A graph that gives what its last sigmoid was given, and the name of that output. */
export interface LogitGraph {
  readonly bytes: Uint8Array;
  readonly output: string;
}

/** Nodes that change the form of a tensor and none of its values. */
const RESHAPING = new Set(['Squeeze', 'Reshape', 'Flatten', 'Identity', 'Cast']);

/** Cuts the graph before the sigmoid that makes its probabilities; undefined where they are made otherwise. */
export function logitGraph(bytes: Uint8Array, output: string): LogitGraph | undefined {
  const model = onnx.ModelProto.decode(bytes);
  const { graph } = model;
  const makerOf = (tensor: string) => graph?.node?.find((node) => node.output?.includes(tensor));
  let maker = makerOf(output);
  while (maker !== undefined && RESHAPING.has(maker.opType ?? '')) maker = makerOf(maker.input?.[0] ?? '');
  const logit = maker?.opType === 'Sigmoid' ? maker.input?.[0] : undefined;
  if (!graph || logit === undefined) return undefined;
  const tensorType = { elemType: onnx.TensorProto.DataType.FLOAT };
  graph.output = [onnx.ValueInfoProto.create({ name: logit, type: { tensorType } })];
  return { bytes: Uint8Array.from(onnx.ModelProto.encode(model).finish()), output: logit };
}
