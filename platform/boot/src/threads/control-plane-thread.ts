import { parentPort, workerData } from 'node:worker_threads';
import { readConfiguration } from '../environment.js';
import { openSharedParts } from '../shared-parts.js';
import { startControlPlane, type ControlPlaneFactory } from '../start-control-plane.js';
import { giveWay, sessionsGiveWay } from './give-way.js';
import { courtesyBy } from './precedence.js';
import { failureOf, type ThreadFailure } from './thread-failure.js';

/** What the thread is told when it begins. */
export interface ControlPlaneOrder {
  readonly databaseUrl: string;
  /** Address of the module that exports `controlPlane`. */
  readonly module: string;
  /** The domains of the mesh. */
  readonly domains: readonly string[];
  /** What the main thread tells those that go after it. */
  readonly precedence: SharedArrayBuffer;
}

/** What it answers. */
export type ControlPlaneReport =
  | { readonly state: 'started'; readonly address: string }
  | { readonly state: 'stopped' }
  | { readonly state: 'failed'; readonly error: ThreadFailure };

/** A score does not wait for the console. */
const NICE = 10;

giveWay(NICE);
const report = (message: ControlPlaneReport): void => parentPort?.postMessage(message);

const { databaseUrl, module, domains, precedence } = workerData as ControlPlaneOrder;
try {
  const configuration = readConfiguration(domains);
  const shared = await openSharedParts(configuration, databaseUrl, sessionsGiveWay(configuration, NICE));
  const { controlPlane } = (await import(module)) as { controlPlane: ControlPlaneFactory };
  const running = await startControlPlane(shared, controlPlane, courtesyBy(precedence));
  parentPort?.once('message', () => {
    void running
      .stop()
      .then(() => shared.close())
      .finally(() => report({ state: 'stopped' }));
  });
  report({ state: 'started', address: running.address });
} catch (error) {
  const known = failureOf(error);
  report({ state: 'failed', error: known });
  if (known === undefined) throw error;
}
