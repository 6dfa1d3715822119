import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '@mesh/database';
import { startKafka } from '@mesh/kafka-broker';
import { callersOf, freePorts, MeshProcess, READING } from '@mesh/test-journeys';
import { promotions, type PromotionFigures } from './promotion/promotions.js';

const READY_WITHIN_MS = 180_000;
const PROMOTIONS = 30;
/** What a process of the first home writes. */
const LEFT_BEHIND = ['artifacts', 'cache', 'lake', 'mesh.lock', 'scratch'];

/** From the answer to the move of an alias until two processes of the service have answered by the version, over both logs. */
export interface PromotionBench {
  readonly postgres: PromotionFigures;
  readonly kafka: PromotionFigures;
}

/** `npm run bench -- promotion` */
export async function run(): Promise<PromotionBench> {
  return { postgres: await measured({}), kafka: await onKafka() };
}

async function onKafka(): Promise<PromotionFigures> {
  const home = await mkdtemp(join(tmpdir(), 'mesh-bench-kafka-'));
  const kafka = await startKafka({ home, plaintext: true });
  try {
    return await measured({ EVENTS: 'kafka', KAFKA_BROKERS: (kafka.bootstrap.plaintext ?? []).join(',') });
  } finally {
    await kafka.stop();
    await rm(home, { recursive: true, force: true });
  }
}

/** The control plane and cardiology twice, each in a process of its own, on one PostgreSQL. */
async function measured(log: Readonly<Record<string, string>>): Promise<PromotionFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'mesh-bench-'));
  await chmod(folder, 0o711);
  const postgres = await startEmbeddedPostgres({ home: join(folder, 'postgres') });
  const place = { home: join(folder, 'home'), port: await freePorts() };
  // A lake has one writer: the second has a home of its own, with the same secrets, and shares the keys of persons.
  const other = { home: join(folder, 'other'), port: await freePorts() };
  const environment = { DATABASE_URL: postgres.url, ...log };
  const beside = {
    ...environment,
    MESH_CONTROL_PLANE_URL: `http://127.0.0.1:${place.port}`,
    SUBJECT_KEYS_FOLDER: join(place.home, 'keys', 'subjects'),
  };
  const first = [
    MeshProcess.serving('control-plane', place, environment),
    MeshProcess.serving('cardiology', place, environment),
  ];
  const second = MeshProcess.serving('cardiology', other, beside);
  try {
    for (const process of first) await process.start(READY_WITHIN_MS);
    await cp(place.home, other.home, {
      recursive: true,
      filter: (source) => !LEFT_BEHIND.some((name) => source === join(place.home, name)),
    });
    await second.start(READY_WITHIN_MS);
    const callers = callersOf(place);
    const trained = await callers.mesh('train', 'heart-disease-risk', '--param', 'l2=5', '--wait', '--json');
    if (trained.status !== 0) throw new Error(`the second version was not trained: ${trained.stderr}`);
    return await promotions({
      controlPlane: `http://127.0.0.1:${place.port}`,
      services: [place, other].map(({ port }) => `http://127.0.0.1:${port + 1}`),
      model: 'heart-disease-risk',
      reading: READING,
      versions: ['2', '1'],
      times: PROMOTIONS,
      scientist: await callers.token('dana-scientist'),
      app: await callers.token('bracelet-app'),
    });
  } finally {
    for (const process of [second, ...first.reverse()]) await process.dispose();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
