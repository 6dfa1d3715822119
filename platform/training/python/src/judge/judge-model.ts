import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelMetrics } from '@mesh/models';
import type { SubgroupAttribute } from '@mesh/evaluation';
import type { Outcome } from '@mesh/product';
import { TrainingRunErrors } from '@mesh/training';
import { runProcess } from '../process/run-process.js';
import type { TrainingTable } from '../protocol/order-files.js';

const JUDGE = fileURLToPath(new URL('../../judge/judge.mjs', import.meta.url));
const JUDGE_MEMORY_MB = 4_096;

/** What the mesh itself found on rows that the recipe never saw; `predicted[i]` is the model's answer to row i. */
export interface Judgement {
  readonly metrics: ModelMetrics;
  readonly predicted: readonly number[];
}

export interface JudgedModel {
  readonly onnx: Uint8Array;
  readonly outcome: Outcome;
  /** The rows, as the mesh scores them: in 32-bit floats. */
  readonly rows: TrainingTable;
  readonly subgroups?: readonly SubgroupAttribute[];
  /** A folder to work in, which must not be there yet. */
  readonly folder: string;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** Loads and judges a model in a process of its own. Throws TRAINING_RUN.MODEL_BROKEN with the reason. */
export async function judgeModel(judged: JudgedModel): Promise<Judgement> {
  const { onnx, outcome, rows, subgroups = [], folder, timeoutMs, signal } = judged;
  await mkdir(folder, { mode: 0o700 });
  const width = rows.columns.length;
  const question = { width, outcome, labels: Array.from(rows.outcomes), subgroups };
  await writeFile(join(folder, 'model.onnx'), onnx);
  await writeFile(join(folder, 'rows.f32'), Float32Array.from(rows.features.flatMap((row) => [...row])));
  await writeFile(join(folder, 'question.json'), JSON.stringify(question));
  const end = await runProcess({
    command: [process.execPath, JUDGE],
    folder,
    environment: { HOME: folder, TMPDIR: folder },
    timeoutMs,
    memoryMb: JUDGE_MEMORY_MB,
    onLine: () => undefined,
    ...(signal && { signal }),
  });
  if (end.how === 'cancelled') throw TrainingRunErrors.CANCELLED();
  if (end.how !== 'exited') throw broken(`it ${end.how === 'timed out' ? 'takes too long' : 'takes too much memory'}`);
  const text = await readFile(join(folder, 'judgement.json'), 'utf8').catch(() => undefined);
  if (end.status !== 0 || text === undefined)
    throw broken(`its engine ended with ${end.signal ?? `status ${end.status}: ${end.lastLines.at(-1) ?? ''}`}`);
  const judgement = JSON.parse(text) as Judgement & { readonly broken?: string };
  if (judgement.broken !== undefined) throw broken(judgement.broken);
  return judgement;
}

const broken = (reason: string) => TrainingRunErrors.MODEL_BROKEN({ reason });
