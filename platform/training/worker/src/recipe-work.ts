import { parentPort, workerData } from 'node:worker_threads';
import { MeshError } from '@mesh/product/errors';
import { snapshotFromBytes, type Hyperparameters, type Recipe } from '@mesh/training';
import { yieldToScoring } from './yield-to-scoring.js';

interface Order {
  readonly recipe: string;
  readonly snapshot: Uint8Array;
  readonly parameters: Hyperparameters;
}

const { recipe: address, snapshot, parameters } = workerData as Order;
const say = (message: unknown): void => parentPort?.postMessage(message);

yieldToScoring('wholly');
try {
  const { default: recipe } = (await import(address)) as { default: Recipe };
  const trained = await recipe(snapshotFromBytes(snapshot), parameters, (fraction, stage) =>
    say({ kind: 'progress', fraction, stage }),
  );
  say({ kind: 'trained', trained });
} catch (error) {
  const known = error instanceof MeshError;
  say({
    kind: 'failed',
    code: known ? error.code : 'TRAINING.UNEXPECTED',
    title: known ? error.spec.title : 'The recipe threw',
    fix: known ? error.spec.fix : '',
  });
}
