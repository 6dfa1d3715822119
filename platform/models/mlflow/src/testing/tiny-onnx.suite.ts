import onnxProto from 'onnx-proto';

const { onnx } = onnxProto;

/** What a tiny graph has that a good one would not. */
export interface TinyGraph {
  readonly operator?: string;
  readonly domain?: string;
  readonly columns?: number;
  /** Undefined for any number. */
  readonly rows?: number;
  /** Of the input, by ONNX's numbers: 1 float, 11 double. */
  readonly type?: number;
  readonly inputs?: readonly string[];
  /** Numbers that it gives a row. */
  readonly answers?: number;
  /** What it gives whatever it takes. */
  readonly constant?: number;
}

/** An ONNX that gives the sigmoid of the first columns: of nothing measured, nothing. */
export function onnxOf(graph: TinyGraph): Uint8Array {
  if (graph.constant !== undefined) return constantOf(graph.constant);
  const { operator = 'Sigmoid', domain = '', columns = 2, rows, type = 1, inputs = ['x'], answers = 1 } = graph;
  const dim = (size?: number) => (size === undefined ? { dimParam: 'n' } : { dimValue: size });
  const value = (name: string, elemType: number, width: number) =>
    onnx.ValueInfoProto.create({ name, type: { tensorType: { elemType, shape: { dim: [dim(rows), dim(width)] } } } });
  const indices = onnx.TensorProto.create({
    name: 'first',
    dataType: 7,
    dims: [answers],
    int64Data: Array.from({ length: answers }, (_, at) => at),
  });
  const axis = onnx.AttributeProto.create({ name: 'axis', type: 2, i: 1 });
  const toFloat = onnx.AttributeProto.create({ name: 'to', type: 2, i: 1 });
  const node = [
    onnx.NodeProto.create({ opType: 'Gather', input: ['x', 'first'], output: ['taken'], attribute: [axis] }),
    onnx.NodeProto.create({ opType: 'Cast', input: ['taken'], output: ['cast'], attribute: [toFloat] }),
    onnx.NodeProto.create({ opType: operator, domain, input: ['cast'], output: ['y'] }),
  ];
  const made = onnx.GraphProto.create({
    name: 'g',
    node,
    initializer: [indices],
    input: inputs.map((name) => value(name, type, columns)),
    output: [value('y', 1, answers)],
  });
  const opsetImport = [{ domain: '', version: 13 }, ...(domain === '' ? [] : [{ domain, version: 1 }])];
  return Uint8Array.from(
    onnx.ModelProto.encode(onnx.ModelProto.create({ irVersion: 8, opsetImport, graph: made })).finish(),
  );
}

/** NaN is equal to nothing, itself included: so it gives the constant for what was not measured, too. */
function constantOf(constant: number): Uint8Array {
  const scalar = (name: string, value: number) =>
    onnx.TensorProto.create({ name, dataType: 1, dims: [1], floatData: [value] });
  const to = onnx.AttributeProto.create({ name: 'to', type: 2, i: 1 });
  const axis = onnx.AttributeProto.create({ name: 'axis', type: 2, i: 1 });
  const index = onnx.TensorProto.create({ name: 'first', dataType: 7, dims: [1], int64Data: [0] });
  const node = [
    onnx.NodeProto.create({ opType: 'Gather', input: ['x', 'first'], output: ['taken'], attribute: [axis] }),
    onnx.NodeProto.create({ opType: 'Greater', input: ['taken', 'huge'], output: ['never'] }),
    onnx.NodeProto.create({ opType: 'Cast', input: ['never'], output: ['zero'], attribute: [to] }),
    onnx.NodeProto.create({ opType: 'Add', input: ['zero', 'constant'], output: ['y'] }),
  ];
  const value = (name: string, width: number) =>
    onnx.ValueInfoProto.create({
      name,
      type: { tensorType: { elemType: 1, shape: { dim: [{ dimParam: 'n' }, { dimValue: width }] } } },
    });
  const made = onnx.GraphProto.create({
    name: 'g',
    node,
    initializer: [index, scalar('huge', 1e30), scalar('constant', constant)],
    input: [value('x', 2)],
    output: [value('y', 1)],
  });
  const opsetImport = [{ domain: '', version: 13 }];
  return Uint8Array.from(
    onnx.ModelProto.encode(onnx.ModelProto.create({ irVersion: 8, opsetImport, graph: made })).finish(),
  );
}
