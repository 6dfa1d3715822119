import { createHash } from 'node:crypto';
import { isAnswer, outcomeOf, type ModelVersion } from '@mesh/models';
import type { Outcome } from '@mesh/product';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { ServingErrors } from './serving-errors.js';

const WARM_RUNS = 3;

/** A version in memory, with its session; the session is released when it is retired and the last holder is done. */
export class LoadedModel {
  readonly outcome: Outcome;
  #holders = 0;
  #retired = false;

  private constructor(
    readonly version: ModelVersion,
    readonly width: number,
    private readonly session: InferenceSession,
  ) {
    this.outcome = outcomeOf(version);
  }

  /** Opens, checks against the signature, and warms up with batches of the given size. Throws SERVING.MODEL_INVALID. */
  static async open(version: ModelVersion, onnx: Uint8Array, batch: number): Promise<LoadedModel> {
    if (createHash('sha256').update(onnx).digest('hex') !== version.onnxSha256)
      throw invalid('the bytes do not have the registered hash');
    const session = await sessionOf(onnx);
    try {
      const model = new LoadedModel(version, version.signature.features.length, session);
      checkSignature(session, version.signature);
      await model.warm(batch);
      return model;
    } catch (error) {
      await session.release();
      throw error;
    }
  }

  /** One run of an input of n × features; resolves to n answers. Throws SERVING.RUN_FAILED. */
  async run(input: Tensor): Promise<Float32Array> {
    const { inputs, outputs } = this.version.signature;
    try {
      const output = (await this.session.run({ [inputs[0]!.name]: input }, [outputs[0]!.name]))[outputs[0]!.name]!;
      const answers = output.data;
      if (!(answers instanceof Float32Array) || answers.length !== input.dims[0])
        throw new Error('not one float a row');
      if (!answers.every((answer) => isAnswer(this.outcome, answer))) throw new Error(`no ${this.outcome}`);
      return answers;
    } catch (cause) {
      throw ServingErrors.RUN_FAILED({ version: this.version.version }, { cause });
    }
  }

  /** Keeps the session open for the whole of a piece of work, even if another version takes over meanwhile. */
  async whileHeld<T>(work: () => Promise<T>): Promise<T> {
    this.#holders++;
    try {
      return await work();
    } finally {
      this.#holders--;
      this.releaseWhenIdle();
    }
  }

  /** Releases the session as soon as nobody holds it. */
  retire(): void {
    this.#retired = true;
    this.releaseWhenIdle();
  }

  private releaseWhenIdle(): void {
    if (this.#retired && this.#holders === 0) void this.session.release();
  }

  /** The first runs allocate; and a model that cannot bear a missing value must not take over. */
  private async warm(batch: number): Promise<void> {
    for (let i = 0; i < WARM_RUNS; i++) {
      for (const rows of [1, batch]) {
        const values = new Float32Array(rows * this.width).fill(i === 0 ? NaN : 0);
        try {
          await this.run(new Tensor('float32', values, [rows, this.width]));
        } catch (cause) {
          throw invalid(`it does not answer a row with a ${this.outcome}`, cause);
        }
      }
    }
  }
}

/** One thread: rows are few and a pool of threads would only contend with the event loop. */
async function sessionOf(onnx: Uint8Array): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(onnx, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
      logSeverityLevel: 4,
    });
  } catch (cause) {
    throw invalid('ONNX Runtime cannot read it', cause);
  }
}

function checkSignature(session: InferenceSession, { features, inputs, outputs }: ModelVersion['signature']): void {
  const input = session.inputMetadata.find(({ name }) => name === inputs[0]?.name);
  if (inputs.length !== 1 || session.inputNames.length !== 1 || !input)
    throw invalid('its input is not the one of the signature');
  if (!input.isTensor || input.type !== 'float32' || input.shape.length !== 2)
    throw invalid('its input is not a matrix of 32-bit floats');
  const width = input.shape[1];
  if (typeof width === 'number' && width !== features.length)
    throw invalid('its input does not have one column for each feature');
  const output = session.outputMetadata.find(({ name }) => name === outputs[0]?.name);
  if (!output) throw invalid('its output is not the one of the signature');
  if (!output.isTensor || output.type !== 'float32') throw invalid('its output is not a tensor of 32-bit floats');
}

function invalid(reason: string, cause?: unknown) {
  return ServingErrors.MODEL_INVALID({ reason }, cause === undefined ? {} : { cause });
}
