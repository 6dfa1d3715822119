import { join } from 'node:path';
import type { MeshError } from '@mesh/product';
import { TrainingRunErrors, type Hyperparameters } from '@mesh/training';
import { NOT_STARTED } from '../process/launcher.js';
import type { ProcessEnd } from '../process/run-process.js';
import { readOutput } from './read-output.js';

const LARGEST_RESULT_BYTES = 65_536;
/** As much as the registry takes. */
const LARGEST_MODEL_BYTES = 64 * 1_024 * 1_024;
const LONGEST_REASON = 500;
const MOST_VALUES = 80;
/** The words of Python, Node, C++, OpenBLAS, the system's loader, and the system itself. */
const OUT_OF_MEMORY =
  /\bMemoryError\b|out of memory|bad_alloc|allocation (still )?failed|failed to map segment|cannot allocate|not enough memory/i;

/** What a recipe left: its model, what it chose, and what it measured itself on its training rows. */
export interface RecipeResult {
  readonly onnx: Uint8Array;
  readonly hyperparameters: Hyperparameters;
  readonly metrics: Hyperparameters;
}

interface Written {
  readonly hyperparameters?: unknown;
  readonly metrics?: unknown;
  readonly failed?: { readonly code?: unknown; readonly reason?: unknown };
}

/** Reads what a recipe left in its folder. Throws TRAINING_RUN.* that says what happened. */
export async function readResult(folder: string, end: ProcessEnd): Promise<RecipeResult> {
  if (end.how === 'timed out') throw TrainingRunErrors.TIME_EXCEEDED();
  if (end.how === 'cancelled') throw TrainingRunErrors.CANCELLED();
  if (end.how === 'out of memory') throw TrainingRunErrors.OUT_OF_MEMORY();
  const written = parsed(await readOutput(join(folder, 'result.json'), LARGEST_RESULT_BYTES));
  if (end.status !== 0 || written?.failed !== undefined) throw failure(end, written?.failed);
  if (written === undefined) throw TrainingRunErrors.RESULT_MISSING();
  const hyperparameters = plainValues(written.hyperparameters ?? {});
  const metrics = plainValues(written.metrics ?? {});
  if (hyperparameters === undefined || metrics === undefined) throw TrainingRunErrors.RESULT_MISSING();
  if (Object.keys(metrics).length === 0) throw TrainingRunErrors.METRICS_MISSING();
  const onnx = await readOutput(join(folder, 'model.onnx'), LARGEST_MODEL_BYTES);
  if (onnx === 'missing') throw TrainingRunErrors.MODEL_MISSING();
  if (onnx === 'unfit') throw TrainingRunErrors.MODEL_BROKEN({ reason: 'it is no plain file of at most 64 MB' });
  return { onnx, hyperparameters, metrics };
}

function failure({ status, signal, lastLines }: ProcessEnd, failed: Written['failed']): MeshError {
  const said = lastLines.join('\n');
  // The system's own killer leaves no word: nobody else sends this signal to a process group of ours.
  if (failed?.code === 'OUT_OF_MEMORY' || signal === 'SIGKILL' || (status !== 0 && OUT_OF_MEMORY.test(said)))
    return TrainingRunErrors.OUT_OF_MEMORY();
  if (status !== null && (NOT_STARTED as readonly number[]).includes(status))
    return TrainingRunErrors.PROGRAM_MISSING();
  const last = lastLines.findLast((line) => line.trim() !== '');
  const ended = signal === null ? `it ended with status ${status}` : `it was ended by ${signal}`;
  const reason = typeof failed?.reason === 'string' ? failed.reason : last === undefined ? ended : `${ended}: ${last}`;
  return TrainingRunErrors.RECIPE_FAILED({ reason: reason.slice(0, LONGEST_REASON) });
}

function parsed(bytes: Buffer | 'missing' | 'unfit'): Written | undefined {
  if (typeof bytes === 'string') return undefined;
  try {
    const written: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof written === 'object' && written !== null ? written : undefined;
  } catch {
    return undefined;
  }
}

function plainValues(given: unknown): Hyperparameters | undefined {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return undefined;
  const entries = Object.entries(given);
  const plain = entries.every(
    ([name, value]) =>
      /^[A-Za-z][\w.-]{0,99}$/.test(name) &&
      ((typeof value === 'string' && value.length <= 200) || typeof value === 'number' || typeof value === 'boolean'),
  );
  return plain && entries.length <= MOST_VALUES ? (given as Hyperparameters) : undefined;
}
