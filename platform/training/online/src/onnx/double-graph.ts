import onnxProto from 'onnx-proto';
import { LARGEST_FLOAT32 } from '../learners/measured.js';

const { onnx } = onnxProto;
const { DataType } = onnx.TensorProto;
const OPSET = 17;
const IR_VERSION = 8;

/**
 * An ONNX graph from `features` FP32 [N, F] to `probability` FP32 [N] that computes in 64 bits: a mean of a million with a
 * deviation of one would not survive 32. Equal calls give equal bytes.
 */
export class DoubleGraph {
  readonly #nodes: InstanceType<typeof onnx.NodeProto>[] = [];
  readonly #constants: InstanceType<typeof onnx.TensorProto>[] = [];

  constructor(private readonly features: number) {}

  doubles(name: string, values: readonly number[], shape: readonly number[] = [values.length]): string {
    const bytes = new DataView(new ArrayBuffer(values.length * 8));
    values.forEach((value, i) => bytes.setFloat64(i * 8, value, true));
    return this.#constant(name, DataType.DOUBLE, shape, bytes);
  }

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

  /** Columns of the input in 64 bits, as they came. */
  columns(name: string, positions: readonly number[]): string {
    const picked = this.node(`${name}_raw`, 'Gather', ['features', this.integers(`${name}_at`, positions)], {
      axis: 1,
    });
    return this.asDouble(name, picked);
  }

  asDouble(name: string, values: string): string {
    return this.node(name, 'Cast', [values], { to: DataType.DOUBLE });
  }

  /** Which quantities were measured: neither NaN nor infinite, nor the column's own code for that. */
  measured(name: string, values: string, missingCodes: readonly number[]): string {
    // NaN compares false with everything, so one comparison finds both NaN and infinity; a NaN code equals nothing.
    const magnitude = this.node(`${name}_magnitude`, 'Abs', [values]);
    const finite = this.node(`${name}_finite`, 'LessOrEqual', [
      magnitude,
      this.doubles(`${name}_largest`, [LARGEST_FLOAT32]),
    ]);
    const coded = this.node(`${name}_coded`, 'Equal', [values, this.doubles(`${name}_codes`, missingCodes)]);
    return this.node(name, 'And', [finite, this.node(`${name}_uncoded`, 'Not', [coded])]);
  }

  /** (values − means) / deviations, at most `reach` to either side. */
  standardised(
    name: string,
    values: string,
    by: { readonly means: readonly number[]; readonly deviations: readonly number[]; readonly reach: number },
  ): string {
    const centred = this.node(`${name}_centred`, 'Sub', [values, this.doubles(`${name}_means`, by.means)]);
    const scaled = this.node(`${name}_scaled`, 'Div', [centred, this.doubles(`${name}_deviations`, by.deviations)]);
    return this.node(name, 'Clip', [
      scaled,
      this.doubles(`${name}_least`, [-by.reach], []),
      this.doubles(`${name}_most`, [by.reach], []),
    ]);
  }

  /** Values times weights: [N, K] to [N, 1]. */
  weighed(name: string, values: string, weights: readonly number[]): string {
    return this.node(name, 'MatMul', [values, this.doubles(`${name}_weights`, weights, [weights.length, 1])]);
  }

  /** The file whose probability has these summands as log odds. */
  encode(name: string, intercept: number, sums: readonly string[]): Uint8Array {
    const begun = this.node('logit', 'Add', [this.#zeros(), this.doubles('intercept', [intercept])]);
    const logit = sums.reduce((sum, part, i) => this.node(`logit_${i}`, 'Add', [sum, part]), begun);
    const column = this.node('sigmoid', 'Sigmoid', [logit]);
    const narrowed = this.node('probability_column', 'Cast', [column], { to: DataType.FLOAT });
    this.node('probability', 'Squeeze', [narrowed, this.integers('last_axis', [1])]);
    const graph = onnx.GraphProto.create({
      name,
      node: this.#nodes,
      initializer: this.#constants,
      input: [tensor('features', ['N', this.features])],
      output: [tensor('probability', ['N'])],
    });
    const opsetImport = [onnx.OperatorSetIdProto.create({ domain: '', version: OPSET })];
    const model = onnx.ModelProto.create({ irVersion: IR_VERSION, producerName: 'mesh', opsetImport, graph });
    return Uint8Array.from(onnx.ModelProto.encode(model).finish());
  }

  /** One 0 a row, so that there is an answer for each even where no column says anything yet. */
  #zeros(): string {
    const first = this.node('first', 'Gather', ['features', this.integers('first_at', [0])], { axis: 1 });
    // NaN times 0 is NaN; whether it is one, as a number, is not.
    const flag = this.asDouble('first_flag', this.node('first_is_nan', 'IsNaN', [first]));
    return this.node('zeros', 'Mul', [flag, this.doubles('zero', [0])]);
  }

  #constant(name: string, dataType: number, dims: readonly number[], bytes: DataView<ArrayBuffer>): string {
    const rawData = new Uint8Array(bytes.buffer);
    this.#constants.push(onnx.TensorProto.create({ name, dataType, dims: [...dims], rawData }));
    return name;
  }
}

function tensor(name: string, shape: readonly (string | number)[]) {
  const dim = shape.map((size) => (typeof size === 'string' ? { dimParam: size } : { dimValue: size }));
  return onnx.ValueInfoProto.create({ name, type: { tensorType: { elemType: DataType.FLOAT, shape: { dim } } } });
}
