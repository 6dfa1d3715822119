import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HEART_READING, startLoad, type RunningLoad } from '@mesh/bench';
import { callersOf, idsInTopic, MeshProcess, SCORED_TOPIC, settledHistory, withLogOf } from '@mesh/test-journeys';

const KILLS = Number(process.env.FAULT_KILLS ?? '20');
const CALLS_PER_SECOND = 500;
/** A start takes seconds, and half a minute where other suites keep both processors busy. */
const START_TIMEOUT_MS = 180_000;
const LAKE_TIMEOUT_MS = 120_000;
/** Every fourth kill hits a mesh that is only just starting. */
const KILL_EARLY_EVERY = 4;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const tell = (line: string): boolean => process.stdout.write(`${line}\n`);

describe(`given ${CALLS_PER_SECOND} readings a second and a mesh that is killed without warning ${KILLS} times`, () => {
  let mesh: MeshProcess;
  let folder: string;
  let load: RunningLoad | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'mesh-faults-'));
    mesh = await MeshProcess.create();
    await mesh.start(START_TIMEOUT_MS);
  }, START_TIMEOUT_MS + 10_000);

  afterAll(async () => {
    load?.stop();
    await mesh.dispose();
    await rm(folder, { recursive: true, force: true });
  }, 60_000);

  it(
    'keeps every acknowledged score exactly once, in the log and in the lake',
    async () => {
      const idsFile = join(folder, 'acknowledged.txt');
      load = startLoad({
        host: '127.0.0.1',
        port: mesh.place.port + 1,
        path: '/heart-disease-risk/v1/scores',
        token: await callersOf(mesh.place).token('bracelet-app'),
        bodies: [HEART_READING],
        connections: 64,
        ratePerSecond: CALLS_PER_SECOND,
        durationMs: 3_600_000,
        timeoutMs: 2_000,
        idsFile,
      });
      for (let kill = 1; kill <= KILLS; kill += 1) {
        await pause(500 + ((kill * 331) % 1_500));
        await mesh.kill9();
        if (kill % KILL_EARLY_EVERY === 0) await killWhileStarting(mesh, 50 * kill);
        const startMs = await mesh.start(START_TIMEOUT_MS);
        tell(`kill ${kill}: ready again after ${Math.round(startMs)} ms`);
      }
      await pause(1_000);
      load.stop();
      const figures = await load.figures;
      tell(
        `sent ${figures.sent}, acknowledged ${figures.answered}, refused ${JSON.stringify(figures.refused)}, failed ${figures.failed}`,
      );

      const lake = await settledHistory(mesh.place.home, idsFile, LAKE_TIMEOUT_MS);
      tell(`lake: ${JSON.stringify(lake)}`);
      const acknowledged = (await readFile(idsFile, 'utf8')).trimEnd().split('\n');
      const log = await withLogOf(mesh.place.home, (events) => idsInTopic(events, SCORED_TOPIC));
      tell(`log: ${log.size} scores, ${[...log.values()].filter((times) => times > 1).length} more than once`);

      expect(figures.answered).toBeGreaterThan(KILLS * 100);
      expect(lake.acknowledged).toBe(figures.answered);
      expect(acknowledged.filter((id) => log.get(id) !== 1)).toEqual([]);
      expect(lake).toMatchObject({ lost: 0, doubled: 0, once: lake.acknowledged, rows: lake.distinct });
      // What was under way at a kill may be stored without having been acknowledged; nothing else may.
      expect(lake.rows).toBeLessThanOrEqual(figures.sent);
    },
    60_000 + KILLS * 90_000 + LAKE_TIMEOUT_MS,
  );
});

async function killWhileStarting(mesh: MeshProcess, afterMs: number): Promise<void> {
  const starting = mesh.start(START_TIMEOUT_MS).catch(() => undefined);
  await pause(afterMs);
  await mesh.kill9();
  await starting;
}
