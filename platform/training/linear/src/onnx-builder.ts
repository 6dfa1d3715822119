import onnxProto from 'onnx-proto';

const { onnx } = onnxProto;
const { DataType } = onnx.TensorProto;
const OPSET = 17;
const IR_VERSION = 8;

/** A tensor of 32-bit floats at the edge of a graph; a text is a dimension that varies. */
export interface GraphTensor {
  readonly name: string;
  readonly shape: readonly (string | number)[];
}

/** Collects nodes and constants of a graph of float tensors and writes them as an ONNX file of opset 17; equal calls, equal bytes. */
export class OnnxBuilder {
  readonly #nodes: InstanceType<typeof onnx.NodeProto>[] = [];
  readonly #constants: InstanceType<typeof onnx.TensorProto>[] = [];

  /** A constant of 32-bit floats. */
  floats(name: string, values: readonly number[], shape: readonly number[] = [values.length]): string {
    const bytes = new DataView(new ArrayBuffer(values.length * 4));
    values.forEach((value, i) => bytes.setFloat32(i * 4, value, true));
    return this.#constant(name, DataType.FLOAT, shape, bytes);
  }

  /** A constant of 64-bit integers. */
  integers(name: string, values: readonly number[]): string {
    const bytes = new DataView(new ArrayBuffer(values.length * 8));
    values.forEach((value, i) => bytes.setBigInt64(i * 8, BigInt(value), true));
    return this.#constant(name, DataType.INT64, [values.length], bytes);
  }

  /** A node with one output, which it returns the name of. */
  node(
    output: string,
    opType: string,
    input: readonly string[],
    attributes: Readonly<Record<string, number>> = {},
  ): string {
    const attribute = Object.entries(attributes).map(([name, i]) =>
      onnx.AttributeProto.create({ name, i, type: onnx.AttributeProto.AttributeType.INT }),
    );
    this.#nodes.push(onnx.NodeProto.create({ name: output, opType, input: [...input], output: [output], attribute }));
    return output;
  }

  /** The bytes of the model. */
  encode(name: string, input: GraphTensor, output: GraphTensor): Uint8Array {
    const graph = onnx.GraphProto.create({
      name,
      node: this.#nodes,
      initializer: this.#constants,
      input: [floatTensor(input)],
      output: [floatTensor(output)],
    });
    const opsetImport = [onnx.OperatorSetIdProto.create({ domain: '', version: OPSET })];
    const model = onnx.ModelProto.create({ irVersion: IR_VERSION, producerName: 'mesh', opsetImport, graph });
    return Uint8Array.from(onnx.ModelProto.encode(model).finish());
  }

  #constant(name: string, dataType: number, dims: readonly number[], bytes: DataView<ArrayBuffer>): string {
    const rawData = new Uint8Array(bytes.buffer);
    this.#constants.push(onnx.TensorProto.create({ name, dataType, dims: [...dims], rawData }));
    return name;
  }
}

function floatTensor({ name, shape }: GraphTensor) {
  const dim = shape.map((size) => (typeof size === 'string' ? { dimParam: size } : { dimValue: size }));
  return onnx.ValueInfoProto.create({ name, type: { tensorType: { elemType: DataType.FLOAT, shape: { dim } } } });
}
