import { setImmediate as nextTurn } from 'node:timers/promises';
import type { ExplainableModel } from '@mesh/explanation';
import type { Signature } from '@mesh/models';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { imageFormOf } from './image-form-of.js';
import { logitGraph } from './logit-graph.js';
import { ServingErrors } from './serving-errors.js';

/** Few enough that a run leaves the event loop its turns. */
const ROWS_A_RUN = 128;

/** A model that can be asked why, with the session behind it. */
export interface OpenedModel extends ExplainableModel {
  close(): Promise<void>;
}

/**
 * Opens a version apart from scoring: in log-odds where a sigmoid makes its probabilities, in probabilities elsewhere; of
 * an output with a column for each class, the last. Throws SERVING.MODEL_INVALID.
 */
export async function openExplainable(onnx: Uint8Array, signature: Signature): Promise<OpenedModel> {
  const [input, declared] = [signature.inputs[0]?.name ?? '', signature.outputs[0]?.name ?? ''];
  const cut = logitGraph(onnx, declared);
  const output = cut?.output ?? declared;
  const width = signature.features.length;
  const image = imageFormOf(onnx, width);
  const session = await InferenceSession.create(cut?.bytes ?? onnx, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
  }).catch((cause: unknown) => {
    throw ServingErrors.MODEL_INVALID({ reason: 'ONNX Runtime cannot read it' }, { cause });
  });
  return {
    features: signature.features,
    scale: cut === undefined ? 'probability' : 'log-odds',
    ...(image && { image }),
    evaluate: async (values) => {
      const rows = values.length / width;
      const answers = new Float32Array(rows);
      for (let from = 0; from < rows; from += ROWS_A_RUN) {
        const some = values.subarray(from * width, (from + ROWS_A_RUN) * width);
        const count = some.length / width;
        const { [output]: tensor } = await session.run({ [input]: new Tensor('float32', some, [count, width]) }, [
          output,
        ]);
        answers.set(lastColumn(tensor?.data as Float32Array, count), from);
        if (from + ROWS_A_RUN < rows) await nextTurn();
      }
      return answers;
    },
    close: () => session.release(),
  };
}

function lastColumn(data: Float32Array, rows: number): Float32Array {
  const columns = data.length / rows;
  return columns === 1 ? data : data.filter((_, place) => place % columns === columns - 1);
}
