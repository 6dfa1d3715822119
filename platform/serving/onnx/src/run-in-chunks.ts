import { Tensor } from 'onnxruntime-node';
import type { LoadedModel } from './loaded-model.js';

const LEAST_CHUNK_ROWS = 32;
const FIRST_CHUNK_ROWS = 256;
const MOST_CHUNK_ROWS = 16_384;
/** A run blocks the event loop; two milliseconds are short beside the 25 ms that products promise. */
const LONGEST_RUN_MS = 2;

/** Scores n × features values (row-major) in runs so short that other work gets its turn between them. */
export async function runInChunks(
  model: LoadedModel,
  values: Float32Array,
  onRun: (rows: number, durationMs: number) => void,
): Promise<Float32Array> {
  const { width } = model;
  const rows = values.length / width;
  const answers = new Float32Array(rows);
  let chunkRows = FIRST_CHUNK_ROWS;
  for (let start = 0; start < rows;) {
    const count = Math.min(chunkRows, rows - start);
    // The engine's run begins on the next turn of the event loop, so waiting work comes first; its time is counted here too.
    const startedMs = performance.now();
    answers.set(
      await model.run(new Tensor('float32', values.subarray(start * width, (start + count) * width), [count, width])),
      start,
    );
    const durationMs = performance.now() - startedMs;
    onRun(count, durationMs);
    start += count;
    if (durationMs > LONGEST_RUN_MS) chunkRows = Math.max(LEAST_CHUNK_ROWS, chunkRows >> 1);
    else if (durationMs < LONGEST_RUN_MS / 2) chunkRows = Math.min(MOST_CHUNK_ROWS, chunkRows * 2);
  }
  return answers;
}
