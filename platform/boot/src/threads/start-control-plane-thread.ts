import { Worker } from 'node:worker_threads';
import { Readiness } from '@mesh/runtime';
import type { ControlPlaneOrder, ControlPlaneReport } from './control-plane-thread.js';
import type { RunningService } from '../running-service.js';
import { errorOf } from './thread-failure.js';

const STOP_WITHIN_MS = 10_000;
/** What makes scores fast under load would be idle memory here. */
const YOUNG_MIB = 24;

/**
 * Starts the control plane in a thread of its own beside the domains of this process: a catalog search, a token or an
 * audit batch then takes no time from a score, and the two planes meet only where they would across machines.
 */
export async function startControlPlaneThread(order: ControlPlaneOrder): Promise<RunningService> {
  const worker = new Worker(new URL('./control-plane-thread.js', import.meta.url), {
    workerData: order,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MIB },
  });
  const started = await next(worker);
  if (started.state === 'failed') throw errorOf(started.error, 'the control plane failed');
  if (started.state !== 'started') throw new Error('the control plane ended before it began');
  // From here on a thread that dies takes the process with it: half a mesh would look like a whole one.
  worker.on('error', (error) => {
    throw error;
  });
  return {
    name: 'control-plane',
    address: started.address,
    readiness: new Readiness(),
    stop: async () => {
      const stopped = next(worker);
      worker.postMessage('stop');
      const timer = setTimeout(() => void worker.terminate(), STOP_WITHIN_MS);
      await stopped.catch(() => undefined);
      clearTimeout(timer);
      await worker.terminate();
    },
  };
}

function next(worker: Worker): Promise<ControlPlaneReport> {
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => reject(new Error('the thread of the control plane ended')));
  });
}
