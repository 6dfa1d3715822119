import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Outcome } from '@mesh/product';
import {
  outcomeOfSnapshot,
  requireVariety,
  TrainingErrors,
  type Hyperparameters,
  type ProgramRecipe,
  type PythonRecipe,
  type Snapshot,
  type Trained,
} from '@mesh/training';
import { PythonEnvironments, type PythonEnvironmentsSettings } from './environment/python-environments.js';
import { judgeModel } from './judge/judge-model.js';
import { writeOrder, type TrainingTable } from './protocol/order-files.js';
import { readResult, type RecipeResult } from './protocol/recipe-result.js';
import { RunLog } from './protocol/run-log.js';
import { withScratchFolder } from './protocol/scratch-folder.js';
import { runProcess } from './process/run-process.js';

/** The recipes of the platform: the package `mesh_recipes` and its lock. */
export const OWN_RECIPES = new URL('../recipes/', import.meta.url);
const ENTRY = fileURLToPath(new URL('run.py', OWN_RECIPES));
const SYSTEM_PATH = '/usr/local/bin:/usr/bin:/bin:/opt/homebrew/bin';
const PROGRESS = /^::progress (0(?:\.\d+)?|1(?:\.0+)?) (.{1,100})$/;
/** Linear algebra on one thread: the same bytes each time, and the other cores stay free for scoring. */
const ONE_THREAD = { OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1', PYTHONHASHSEED: '0' };
/** Until the model is judged, the recipe is done; this much of the bar is the mesh's own. */
const SHARE_OF_RECIPE = 0.9;

export interface RecipesOutsideNodeSettings {
  /** Folder for what runs leave while they run. */
  readonly scratch: string;
  readonly environments: PythonEnvironmentsSettings;
}

/** Who follows a training. */
export interface TrainingWatch {
  readonly onProgress: (fraction: number, stage: string) => void;
  readonly onLines: (from: number, lines: readonly string[]) => void;
  readonly signal?: AbortSignal;
}

/** Rows to learn from, and how. */
export interface TableTraining {
  readonly source: PythonRecipe | ProgramRecipe;
  readonly table: TrainingTable;
  readonly outcome: Outcome;
  readonly parameters: Hyperparameters;
  /** What becomes of the result while the folder of the run is still there. */
  readonly then: (result: RecipeResult, folder: string, timeoutMs: number) => Promise<void>;
}

/** Runs recipes that are programs of their own: Python in its virtual environment, or any executable. */
export class RecipesOutsideNode {
  private readonly environments: PythonEnvironments;

  constructor(private readonly settings: RecipesOutsideNodeSettings) {
    this.environments = new PythonEnvironments(settings.environments);
  }

  /** What has to be installed before the recipe can train; nothing when all is there. */
  async waitsFor({ runtime }: PythonRecipe | ProgramRecipe): Promise<string | undefined> {
    return runtime === 'python' ? this.environments.waitsFor() : undefined;
  }

  /** Trains on the rows that are not held out and judges on those that are, which the recipe never sees. Throws TRAINING*. */
  async train(
    source: PythonRecipe | ProgramRecipe,
    { snapshot, parameters }: { readonly snapshot: Snapshot; readonly parameters: Hyperparameters },
    watch: TrainingWatch,
  ): Promise<Trained> {
    const { columns, subgroups = [] } = source;
    requireColumns(columns, snapshot);
    const training = rowsOf(snapshot, false);
    const judging = rowsOf(snapshot, true);
    const outcome = outcomeOfSnapshot(snapshot);
    requireVariety(outcome, training.outcomes, 'training');
    requireVariety(outcome, judging.outcomes, 'held-out');
    let trained: Trained | undefined;
    const then = async ({ onnx, hyperparameters, metrics: own }: RecipeResult, folder: string, timeoutMs: number) => {
      watch.onProgress(SHARE_OF_RECIPE, 'evaluation');
      const { metrics } = await judgeModel({
        onnx,
        outcome,
        rows: judging,
        subgroups: subgroups.map(({ attribute, column, valueOf }) => {
          const at = columns.findIndex(({ name }) => name === column);
          return { attribute, values: judging.features.map((row) => valueOf(row[at]!)) };
        }),
        folder: join(folder, 'judged'),
        timeoutMs,
        ...(watch.signal && { signal: watch.signal }),
      });
      const reported = Object.entries(own).map(([name, value]) => [`reported.${name}`, value] as const);
      const signature = signatureOf(snapshot.columns, outcome);
      const heldOutShare = judging.features.length / snapshot.features.length;
      const settings = { seed: 1, heldOutShare, ...parameters, ...hyperparameters, ...Object.fromEntries(reported) };
      trained = { onnx, signature, metrics, hyperparameters: settings };
    };
    await this.trainTable({ source, table: training, outcome, parameters, then }, watch);
    return trained as Trained;
  }

  /** Runs the recipe on a table and hands its result on. Throws TRAINING*. */
  async trainTable(training: TableTraining, watch: TrainingWatch): Promise<void> {
    const { source, table, outcome, parameters } = training;
    const { timeoutMs = 600_000, memoryMb = 2_048 } = source.limits ?? {};
    const log = new RunLog(watch.onLines);
    const { signal } = watch;
    try {
      const command = await this.command(source, { ...watch, log });
      await withScratchFolder(this.settings.scratch, async (folder) => {
        await writeOrder(folder, table, { columns: source.columns, outcome, parameters, seed: seedOf(parameters) });
        const end = await runProcess({
          command,
          folder,
          environment: { PATH: SYSTEM_PATH, HOME: folder, TMPDIR: folder, LANG: 'C.UTF-8', ...ONE_THREAD },
          timeoutMs,
          memoryMb,
          onLine: (line) => {
            const [, fraction, stage] = PROGRESS.exec(line) ?? [];
            if (stage === undefined) log.add(line);
            else watch.onProgress(Number(fraction) * SHARE_OF_RECIPE, stage);
          },
          ...(signal && { signal }),
        });
        await training.then(await readResult(folder, end), folder, timeoutMs);
      });
    } finally {
      log.close();
    }
  }

  private async command(
    source: PythonRecipe | ProgramRecipe,
    { onProgress, signal, log }: TrainingWatch & { readonly log: RunLog },
  ): Promise<[string, ...string[]]> {
    if (source.runtime === 'program')
      return source.command.map((part) => (part instanceof URL ? fileURLToPath(part) : part)) as [string, ...string[]];
    const folder = source.folder ?? OWN_RECIPES;
    const python = await this.environments.interpreter(new URL('requirements.lock', folder), {
      onProgress: (_, stage) => onProgress(0, stage),
      onLine: (line) => log.add(line),
      ...(signal && { signal }),
    });
    // Isolated from the user's own packages, and nothing is written beside the sources.
    return [python, '-I', '-B', ENTRY, source.module, fileURLToPath(folder)];
  }
}

function requireColumns(columns: PythonRecipe['columns'], snapshot: Snapshot): void {
  const names = columns.map(({ name }) => name);
  if (names.length !== snapshot.columns.length || names.some((name, j) => name !== snapshot.columns[j]))
    throw TrainingErrors.COLUMNS_DIFFER({ columns: names.join(', ') });
}

function rowsOf({ columns, features, labels, heldOut }: Snapshot, judging: boolean): TrainingTable {
  const picked = (_: unknown, i: number): boolean => heldOut[i] === judging;
  return { columns, features: features.filter(picked), outcomes: labels.filter(picked) };
}

function seedOf({ seed = 1 }: Hyperparameters): number {
  if (typeof seed === 'number' && Number.isSafeInteger(seed) && seed >= 0 && seed < 2 ** 32) return seed;
  throw TrainingErrors.PARAMETER_INVALID({ parameter: 'seed', range: 'whole numbers from 0 to 4294967295' });
}

const signatureOf = (features: readonly string[], outcome: Outcome): Trained['signature'] => ({
  features,
  inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, features.length] }],
  outputs: [{ name: outcome, datatype: 'FP32', shape: [-1] }],
});
