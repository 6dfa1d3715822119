import { Worker } from 'node:worker_threads';
import { TrainingRunErrors, type Hyperparameters, type Trained } from '@mesh/training';

export interface RecipeOrder {
  /** Module whose default export is the recipe. */
  readonly recipe: URL;
  /** Canonical bytes of the snapshot. */
  readonly snapshot: Uint8Array;
  readonly parameters: Hyperparameters;
  readonly timeoutMs: number;
  readonly maxHeapMb: number;
  readonly progress: (fraction: number, stage: string) => void;
}

type Message =
  | { readonly kind: 'progress'; readonly fraction: number; readonly stage: string }
  | { readonly kind: 'trained'; readonly trained: Trained }
  | { readonly kind: 'failed'; readonly code: string; readonly title: string; readonly fix: string };

/** Runs a recipe in a thread of its own, with limits on time and memory, so that training never holds up a score. */
export function runRecipe(order: RecipeOrder, signal?: AbortSignal): Promise<Trained> {
  const worker = new Worker(new URL('./recipe-thread.js', import.meta.url), {
    workerData: { recipe: order.recipe.href, snapshot: order.snapshot, parameters: order.parameters },
    resourceLimits: { maxOldGenerationSizeMb: order.maxHeapMb },
    stderr: false,
  });
  return new Promise<Trained>((resolve, reject) => {
    const stop = (error: Error): void => {
      reject(error);
      void worker.terminate();
    };
    const timer = setTimeout(
      () => stop(TrainingRunErrors.TIME_EXCEEDED({ limitMs: order.timeoutMs })),
      order.timeoutMs,
    );
    if (signal?.aborted) stop(TrainingRunErrors.CANCELLED());
    signal?.addEventListener('abort', () => stop(TrainingRunErrors.CANCELLED()), { once: true });
    worker.on('message', (message: Message) => {
      if (message.kind === 'progress') order.progress(message.fraction, message.stage);
      else if (message.kind === 'trained') resolve(message.trained);
      else reject(TrainingRunErrors.RECIPE_FAILED({ code: message.code, reason: message.title }));
    });
    worker.on('error', (cause) => {
      const { code = cause.name } = cause as { code?: string };
      const full = code === 'ERR_WORKER_OUT_OF_MEMORY';
      reject(full ? TrainingRunErrors.OUT_OF_MEMORY() : TrainingRunErrors.RECIPE_FAILED({ code }, { cause }));
    });
    worker.on('exit', () => {
      clearTimeout(timer);
      reject(TrainingRunErrors.RECIPE_FAILED({ reason: 'ended without a model' }));
    });
  });
}
