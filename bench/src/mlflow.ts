import { sciencePython } from './baselines/science-python.js';
import type { LoadFigures } from './load/load-plan.js';
import { askingRuns, calls, type Asked } from './mlflow/tracking-load.js';
import { MeshProcess, callersOf, startMlflowServer } from '@mesh/test-journeys';

/** What clients of both servers do: ten metrics a batch; a hundred runs a search. */
interface TrackingFigures {
  readonly logBatchesPerSecond: number;
  readonly logBatchP99Ms: number;
  readonly searchesPerSecond: number;
  readonly searchP99Ms: number;
  /** Calls that were not answered: the connection was lost, or half a minute went by. */
  readonly failed: number;
  /** Calls answered by an error: MLflow's server gives one where its pool of connections is exhausted. */
  readonly refused: number;
}

/**
 * Batches logged and runs searched over HTTP, at the mesh beside MLflow's own server with its own store, in one run on one
 * machine with the same calls. The mesh commits each batch to PostgreSQL with fsync before it answers, and records who asked.
 */
export async function run(): Promise<unknown> {
  const mesh = await MeshProcess.create();
  try {
    await mesh.start();
    const token = await callersOf(mesh.place).token('dana-scientist');
    const ours = await measure({ address: mesh.address(), token });
    if (ours.refused > 0) throw new Error(`${ours.refused} calls were answered by an error of the mesh`);
    const baseline = await startMlflowServer(await sciencePython());
    try {
      const theirs = await measure({ address: baseline.address });
      return {
        mesh: ours,
        mlflowServer: { ...theirs, version: baseline.version, store: baseline.store },
        meshToMlflowServer: {
          logBatches: ours.logBatchesPerSecond / theirs.logBatchesPerSecond,
          searches: ours.searchesPerSecond / theirs.searchesPerSecond,
        },
      };
    } finally {
      await baseline.stop();
    }
  } finally {
    await mesh.dispose();
  }
}

async function measure(asked: Asked): Promise<TrackingFigures> {
  const { experiment, run } = await askingRuns(asked);
  const logging = await calls(asked, '/api/2.0/mlflow/runs/log-batch', batches(run));
  const search = JSON.stringify({
    experiment_ids: [experiment],
    filter: "metrics.auc > 0.2 and params.depth = '3'",
    order_by: ['metrics.auc DESC'],
    max_results: 100,
  });
  const searching = await calls(asked, '/api/2.0/mlflow/runs/search', [search]);
  return {
    logBatchesPerSecond: Math.round(logging.perSecond),
    logBatchP99Ms: logging.p99Micros / 1_000,
    searchesPerSecond: Math.round(searching.perSecond * 10) / 10,
    searchP99Ms: searching.p99Micros / 1_000,
    failed: logging.failed + searching.failed,
    refused: refusedIn(logging) + refusedIn(searching),
  };
}

const refusedIn = ({ refused }: LoadFigures): number => Object.values(refused).reduce((sum, calls) => sum + calls, 0);

/** Each call is new to the store: its step is the number of the call. */
function batches(run: string): string[] {
  const metric = (at: number): string => `{"key":"metric-${at}","value":0.${at}1,"timestamp":1767225600000,"step":{n}}`;
  return [`{"run_id":"${run}","metrics":[${Array.from({ length: 10 }, (_, at) => metric(at)).join(',')}]}`];
}
