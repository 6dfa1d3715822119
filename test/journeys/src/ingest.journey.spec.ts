import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '@mesh/testing';
import { idsInTopic, withLogOf } from './support/log-of-a-mesh.js';
import { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from './support/running-mesh.js';

const COMMAND = fileURLToPath(new URL('../../../platform/cli/bin/mesh.mjs', import.meta.url));
const PORT = ['cardiology.bracelet-readings', 'measured'];
const TOPIC = 'cardiology.bracelet-readings.measured.v1';
const MAPPING = ['--map', 'participant_id=patientId', 'timestamp=measuredAt', 'heart_rate_bpm=heartRate', 'intensity='];
/** Enough that a sending is still under way when something is killed. */
const LONG_FILE_ROWS = 60_000;
const STORY_TIMEOUT_MS = 240_000;

let running: RunningMesh;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mesh-ingest-'));
  running = await startMeshForStory();
}, BEGIN_TIMEOUT_MS);
afterAll(async () => {
  await running.mesh.dispose();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

const HEADER = 'participant_id,timestamp,heart_rate_bpm,intensity,steps';
const minute = (nth: number): string =>
  new Date(Date.UTC(2016, 2, 29, 7, 21) + nth * 60_000).toISOString().slice(0, 19);

/** Writes a file of bracelet minutes, and gives where it is. */
async function fileOf(name: string, rows: readonly string[]): Promise<string> {
  const path = join(folder, `${name}.csv`);
  await writeFile(path, `${[HEADER, ...rows].join('\n')}\n`);
  return path;
}

const minutes = (person: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, nth) => `${person},${minute(nth)},${60 + (nth % 80)},1,${nth % 200}`);

const ingest = async (file: string, ...more: readonly string[]) => {
  const { status, stdout, stderr } = await running.callers.mesh(
    ...['ingest', ...PORT, '--file', file, ...MAPPING, '--zone', 'Z', '--json', ...more],
  );
  return { status, stderr, told: JSON.parse(stdout) as Readonly<Record<string, unknown>> };
};

/** Sends a file in a process that can be killed. */
function sending(file: string): {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output(): string;
} {
  const { home, port } = running.mesh.place;
  const child = spawn(COMMAND, ['ingest', ...PORT, '--file', file, ...MAPPING, '--zone', 'Z', '--json'], {
    env: { ...process.env, MESH_HOME: home, MESH_PORT: String(port), NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const ended = once(child, 'exit').then(([status]) => status as number | null);
  return { child, ended, output: () => said };
}

/** How many events the topic has, and how many ids. */
async function inTopic(): Promise<{ events: number; ids: number }> {
  const times = await withLogOf(running.mesh.place.home, (log) => idsInTopic(log, TOPIC));
  return { events: [...times.values()].reduce((sum, count) => sum + count, 0), ids: times.size };
}

const untilSomeOf = (before: number): Promise<void> =>
  eventually(async () => expect((await inTopic()).events).toBeGreaterThan(before + 500), {
    timeoutMs: 60_000,
    everyMs: 100,
  }) as Promise<void>;

describe('given a file of a bracelet with every third row broken', () => {
  it(
    'takes the others, lists the broken ones with their lines, and does nothing when it comes again',
    async () => {
      const before = await inTopic();
      const rows = minutes('journey-broken', 300).map((row, nth) =>
        nth % 3 === 2 ? row.replace(/,(\d+),1,/, nth % 2 === 0 ? ',"1,060",1,' : ',900,1,') : row,
      );
      const file = await fileOf('broken', ['', ...rows]);
      const rejects = join(folder, 'rejects.csv');
      const { status, told } = await ingest(file, '--rejects', rejects);
      expect([status, told]).toMatchObject([3, { accepted: 200, repeated: 0, rejected: 100, sentBefore: false }]);
      const listed = (await readFile(rejects, 'utf8')).trim().split('\n').slice(1);
      expect(listed).toEqual(
        Array.from({ length: 100 }, (_, nth) => {
          const line = 3 * nth + 5;
          return nth % 2 === 0
            ? `${line},/heartRate,number,is no number; thousands separators and decimal commas are not taken,/heartRate`
            : `${line},/heartRate,maximum,must be <= 300,/heartRate`;
        }),
      );

      const again = await ingest(file);
      expect([again.status, again.told]).toMatchObject([
        3,
        { accepted: 0, repeated: 200, rejected: 100, sentBefore: true },
      ]);
      const afresh = await ingest(file, '--no-resume');
      expect(afresh.told).toMatchObject({ accepted: 0, repeated: 200, rejected: 100, sentBefore: false });
      const after = await inTopic();
      expect([after.events - before.events, after.ids - before.ids]).toEqual([200, 200]);
    },
    STORY_TIMEOUT_MS,
  );
});

describe('given a long file on its way', () => {
  it(
    'is there whole and once though the mesh is killed and started again in the middle',
    async () => {
      const before = await inTopic();
      const file = await fileOf('mesh-killed', minutes('journey-mesh', LONG_FILE_ROWS));
      const sent = sending(file);
      await untilSomeOf(before.events);
      await running.mesh.kill9();
      expect(sent.child.exitCode).toBeNull();
      await running.mesh.start();
      expect([await sent.ended, JSON.parse(sent.output())]).toMatchObject([
        0,
        { accepted: LONG_FILE_ROWS, repeated: 0, rejected: 0 },
      ]);
      const after = await inTopic();
      expect([after.events - before.events, after.ids - before.ids]).toEqual([LONG_FILE_ROWS, LONG_FILE_ROWS]);
    },
    STORY_TIMEOUT_MS,
  );

  it(
    'is there whole and once though its sender is killed in the middle and sends it again',
    async () => {
      const before = await inTopic();
      const file = await fileOf('sender-killed', minutes('journey-sender', LONG_FILE_ROWS));
      const first = sending(file);
      await untilSomeOf(before.events);
      first.child.kill('SIGKILL');
      await first.ended;
      expect((await inTopic()).events - before.events).toBeLessThan(LONG_FILE_ROWS);
      const { status, told } = await ingest(file);
      // On its way it may be as a whole when the sender dies: then the mesh goes on with it, and knows it again.
      const isKnown = told['sentBefore'] === true;
      expect([status, told]).toMatchObject([
        0,
        { accepted: isKnown ? 0 : LONG_FILE_ROWS, repeated: isKnown ? LONG_FILE_ROWS : 0, rejected: 0 },
      ]);
      const after = await inTopic();
      expect([after.events - before.events, after.ids - before.ids]).toEqual([LONG_FILE_ROWS, LONG_FILE_ROWS]);
    },
    STORY_TIMEOUT_MS,
  );
});

describe('given a replay of a bracelet', () => {
  it('sends each row when it is due, those of several wearers in the order of time', async () => {
    // Two wearers behind one another, each with a gap: of their 30 minutes, at 1,800 times the speed, a second is left.
    const of = (person: string, from: readonly number[]): string[] =>
      from.map((nth) => `${person},${minute(nth)},61,1,${nth}`);
    const file = await fileOf('replay', [...of('replay-a', [0, 1, 30]), ...of('replay-b', [2, 29])]);
    const { home } = running.mesh.place;
    const ends = await withLogOf(home, (log) => log.ranges(TOPIC));
    const startedAt = performance.now();
    const { status, told } = await ingest(file, '--replay-at', 'timestamp', '--speed', '1800');
    expect([status, told]).toMatchObject([0, { accepted: 5 }]);
    expect(performance.now() - startedAt).toBeGreaterThan(1_000);
    const appended = await withLogOf(home, async (log) => {
      const events = await Promise.all(ends.map(({ partition, next }) => log.read(TOPIC, partition, next, 10)));
      return events
        .flat()
        .map(({ data, appendedAt }) => ({ ...(data as { steps: number }), at: Date.parse(appendedAt) }))
        .sort((one, other) => one.at - other.at || one.steps - other.steps);
    });
    expect(appended.map(({ steps }) => steps)).toEqual([0, 1, 2, 29, 30]);
    const [, , beforeGap, afterGap] = appended.map(({ at }) => at);
    expect((afterGap ?? 0) - (beforeGap ?? 0)).toBeGreaterThan(600);
  }, 60_000);
});
