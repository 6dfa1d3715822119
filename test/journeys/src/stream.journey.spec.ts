import { openDatabase } from '@mesh/database';
import { eventually } from '@mesh/testing';
import { ALARMING_READING, READING } from './support/heart-documents.js';
import { call } from './support/http-door.js';
import { databaseUrlOf } from './support/log-of-a-mesh.js';
import { nicesOf } from './support/priorities.js';
import { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from './support/running-mesh.js';

const MEASURED = '/heart-disease-risk/v1/inputs/measured';
const HISTORY = '/heart-disease-risk/v1/history';
const PATIENT = { timeoutMs: 30_000, everyMs: 250 };
/** Elsewhere a thread has no priority of its own. */
const itOnLinux = process.platform === 'linux' ? it : it.skip;

interface Row {
  readonly scoreId: string;
  readonly probability: number;
  readonly risk: string;
  readonly measuredAt: string;
  readonly modelVersion: string;
  readonly askedBy: string;
}

describe('given bracelets that send readings on their own, and nobody who waits for an answer', () => {
  let story: RunningMesh;

  beforeAll(async () => {
    story = await startMeshForStory();
  }, BEGIN_TIMEOUT_MS);

  afterAll(() => story.mesh.dispose(), 60_000);

  /** Readings of one bracelet, a minute apart; each third is alarming. */
  const readings = (bracelet: string, count: number) =>
    Array.from({ length: count }, (_, n) => ({
      ...(n % 3 === 2 ? ALARMING_READING : READING),
      patientId: bracelet,
      readingId: `${bracelet}-${n}`,
      measuredAt: new Date(Date.UTC(2026, 0, 1, 8, n)).toISOString(),
    }));
  const send = async (body: unknown, as = 'bracelet-app') =>
    call(`${story.mesh.address(1)}${MEASURED}`, { token: await story.callers.token(as), body });
  const rowsOf = async (bracelet: string): Promise<readonly Row[]> => {
    const answer = await call(`${story.mesh.address(1)}${HISTORY}?limit=1000`, {
      token: await story.callers.token('pat-practitioner'),
    });
    const { rows = [] } = answer.body as { rows?: readonly (Row & { readonly patientId: string })[] };
    return rows.filter(({ patientId }) => patientId === bracelet);
  };

  it('scores each reading with the number of the port, and keeps it in the lake once', async () => {
    const sent = readings('on-its-own', 9);
    for (const reading of sent) expect((await send(reading)).status).toBe(200);
    const rows = await eventually(async () => {
      const found = await rowsOf('on-its-own');
      expect(found).toHaveLength(9);
      return found;
    }, PATIENT);
    const called = new Map<string, unknown>();
    for (const document of [READING, ALARMING_READING]) {
      const { body } = await story.score(document);
      called.set(String(body.risk), body.probability);
    }
    for (const { risk, probability } of rows) expect(called.get(risk)).toBe(probability);
    expect(rows.map(({ measuredAt }) => Date.parse(measuredAt)).sort()).toEqual(
      sent.map(({ measuredAt }) => Date.parse(measuredAt)),
    );
  });

  it('keeps one score of a reading that comes again', async () => {
    const [reading] = readings('sent-again', 1);
    await send(reading);
    await eventually(async () => expect(await rowsOf('sent-again')).toHaveLength(1), PATIENT);
    const again = await send(reading);
    expect(again.body).toMatchObject({ accepted: 0, repeated: 1 });
    const [marker] = readings('marker', 1);
    await send(marker);
    await eventually(async () => expect(await rowsOf('marker')).toHaveLength(1), PATIENT);
    expect(await rowsOf('sent-again')).toHaveLength(1);
  });

  it('lets an auditor read where the score of a reading came from', async () => {
    const [reading] = readings('traced', 1);
    await send(reading);
    const [row] = await eventually(async () => {
      const found = await rowsOf('traced');
      expect(found).toHaveLength(1);
      return found;
    }, PATIENT);
    const trace = await eventually(async () => {
      const answer = await story.ask(`/lineage/scores/${row?.scoreId ?? ''}`, 'gov-auditor');
      expect(answer.status).toBe(200);
      return answer;
    }, PATIENT);
    expect(trace.body).toMatchObject({
      model: { name: 'heart-disease-risk', version: '1' },
      training: { snapshot: { rows: 303 } },
      contract: { version: '1.1.0' },
    });
    expect(trace.text).not.toContain('traced-0');
    const { status, stdout } = await story.callers.mesh('lineage', row?.scoreId ?? '');
    expect(status).toBe(0);
    expect(stdout).toContain('model:heart-disease-risk#1');
  });

  it('scores each reading once, however the mesh was killed between them', async () => {
    const sent = readings('through-the-night', 40);
    for (const reading of sent.slice(0, 25)) expect((await send(reading)).status).toBe(200);
    await story.mesh.kill9();
    await story.mesh.start();
    for (const reading of sent.slice(25)) expect((await send(reading)).status).toBe(200);
    await eventually(
      async () => expect((await rowsOf('through-the-night')).length).toBeGreaterThanOrEqual(40),
      PATIENT,
    );
    const rows = await rowsOf('through-the-night');
    expect(rows.map(({ measuredAt }) => Date.parse(measuredAt)).sort()).toEqual(
      sent.map(({ measuredAt }) => Date.parse(measuredAt)),
    );
  }, 120_000);

  itOnLinux('lets calls and streams go before the control plane, and what follows from events after both', async () => {
    // The last are the engine's own, which collect the garbage of all.
    expect(nicesOf(story.mesh.pid)).toEqual([0, 10, 15, 19]);
    const database = openDatabase(databaseUrlOf(story.mesh.place.home));
    const sessions = await database
      .query<{ pid: number }>(`SELECT pid FROM pg_stat_activity WHERE application_name = 'mesh'`)
      .finally(() => database.close());
    expect(new Set(sessions.flatMap(({ pid }) => nicesOf(pid)))).toEqual(new Set([0, 10, 15]));
  });
});
