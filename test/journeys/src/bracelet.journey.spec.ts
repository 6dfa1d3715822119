import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { eventually } from '@mesh/testing';
import { ALARMING_READING, READING } from './support/heart-documents.js';
import { areaUnderCurve, hungarianClinicIsHere, hungarianPatients } from './support/hungarian-clinic.js';
import { call } from './support/http-door.js';
import { historyCount } from './support/lake-history.js';
import { idsInTopic, withLogOf } from './support/log-of-a-mesh.js';
import { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from './support/running-mesh.js';

const UUID = /^[0-9a-f-]{36}$/;
const inHungary = hungarianClinicIsHere ? it : it.skip;

describe('given a person who wears a bracelet, and a mesh that has just been started for the first time', () => {
  let story: RunningMesh;

  beforeAll(async () => {
    story = await startMeshForStory();
  }, BEGIN_TIMEOUT_MS);

  afterAll(() => story.mesh.dispose(), 60_000);

  it('gives the reading back with the risk, how far to trust it, and which model said so', async () => {
    const { status, body } = await story.score(READING);
    expect(status).toBe(200);
    expect(body).toMatchObject(READING);
    expect(body).toMatchObject({
      prediction: expect.any(Number),
      risk: expect.stringMatching(/^(low|moderate|high)$/),
      accuracy: { metric: 'roc_auc', basis: 'held-out', n: expect.any(Number) },
      model: { name: 'heart-disease-risk', version: '1' },
      scoreId: expect.stringMatching(UUID),
    });
    const { value, low, high } = body.accuracy as { value: number; low: number; high: number };
    expect(low).toBeLessThan(value);
    expect(value).toBeLessThan(high);
    expect(body.probability).toBeGreaterThan(0);
    expect(body.probability).toBeLessThan(1);
  });

  it('scores when half of the attributes were not measured, left out or null alike', async () => {
    const { age, sex, cp, thalach, exang, oldpeak, patientId, measuredAt } = READING;
    const known = { patientId, measuredAt, age, sex, cp, thalach, exang, oldpeak };
    const leftOut = await story.score(known);
    const asNull = await story.score({
      ...known,
      trestbps: null,
      chol: null,
      fbs: null,
      restecg: null,
      slope: null,
      ca: null,
      thal: null,
    });
    expect([leftOut.status, asNull.status]).toEqual([200, 200]);
    expect(leftOut.body.probability).toBe(asNull.body.probability);
  });

  it('gives a repeat with the same Idempotency-Key the first answer, and refuses the key for another document', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await story.score(READING, { headers });
    const repeat = await story.score(READING, { headers });
    expect(repeat.status).toBe(200);
    expect(repeat.text).toBe(first.text);
    expect((await story.score({ ...READING, age: 64 }, { headers })).status).toBe(422);
  });

  it('keeps every score in the lake, once', async () => {
    const ids = await Promise.all(
      [1, 2, 3].map(async (n) => String((await story.score({ ...READING, patientId: `lake-${n}` })).body.scoreId)),
    );
    const idsFile = join(story.mesh.place.home, '..', 'ids.txt');
    await writeFile(idsFile, `${ids.join('\n')}\n`);
    const count = await eventually(
      async () => {
        const found = await historyCount(story.mesh.place.home, idsFile);
        expect(found.once).toBe(3);
        return found;
      },
      { timeoutMs: 20_000, everyMs: 200 },
    );
    expect(count.doubled).toBe(0);
  });

  it('tells the wearer and the clinician when the risk is high', async () => {
    const { body } = await story.score(ALARMING_READING);
    expect(body.risk).toBe('high');
    const alerts = await withLogOf(story.mesh.place.home, (log) =>
      idsInTopic(log, 'cardiology.heart-disease-risk.alerted.v1'),
    );
    expect(alerts.get(String(body.scoreId))).toBe(1);
  });

  it('takes the truth when it is known', async () => {
    const { body } = await story.score(READING, { as: 'clinic-app' });
    const { status, body: receipt } = await call(`${story.mesh.address(1)}/heart-disease-risk/v1/outcomes`, {
      token: await story.callers.token('clinic-app'),
      body: { scoreId: body.scoreId, outcome: 1, observedAt: '2026-02-01T00:00:00Z' },
    });
    expect(status).toBe(200);
    expect(receipt.outcomeId).toMatch(UUID);
  });

  it.each([
    ['of a time that has not come', 'ffffffff-ffff-7fff-bfff-ffffffffffff'],
    ['that nobody answered', '01955c49-0b40-7000-8000-000000000003'],
  ])('knows no score with an id %s', async (_, id) => {
    expect((await story.ask(`/lineage/scores/${id}`, 'gov-auditor')).status).toBe(404);
  });

  it('lets an auditor read where a score came from, on the command line too', async () => {
    const { body } = await story.score(READING);
    const trace = await eventually(
      async () => {
        const answer = await story.ask(`/lineage/scores/${String(body.scoreId)}`, 'gov-auditor');
        expect(answer.status).toBe(200);
        expect(answer.body).toMatchObject({
          training: { snapshot: { rows: 303 } },
          landed: { path: expect.stringMatching(/^cardiology\/heart-disease-risk\/history\/v1\/day=/) },
        });
        return answer;
      },
      { timeoutMs: 15_000, everyMs: 200 },
    );
    expect(trace.body).toMatchObject({
      model: { name: 'heart-disease-risk', version: '1', onnxSha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      training: {
        snapshot: { sha256: expect.stringMatching(/^[0-9a-f]{64}$/), trainingRows: expect.any(Number) },
        commit: expect.any(String),
      },
      asked: { by: 'bracelet-app', purpose: 'TREAT' },
      contract: { version: '1.1.0' },
    });
    expect(trace.text).not.toContain(READING.patientId);
    const { status, stdout } = await story.callers.mesh('lineage', String(body.scoreId));
    expect(status).toBe(0);
    expect(stdout).toContain('model:heart-disease-risk#1');
  });

  it('is found in the catalog, by a developer who makes a typing error too', async () => {
    const found = await call(`${story.mesh.address()}/catalog/search?q=heart`);
    expect(found.text).toContain('cardiology.heart-disease-risk');
    const { status, stdout } = await story.callers.mesh('products', '--search', 'hart', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toContainEqual(
      expect.objectContaining({ id: 'cardiology.heart-disease-risk', status: 'up' }),
    );
  });

  it('gives the same number in batch as at the port', async () => {
    const { body } = await story.score(ALARMING_READING);
    const home = join(story.mesh.place.home, '..');
    const names = Object.keys(ALARMING_READING);
    await writeFile(join(home, 'in.csv'), `${names.join(',')}\n${Object.values(ALARMING_READING).join(',')}\n`);
    const { status, stdout } = await story.callers.mesh(
      'score',
      'heart-disease-risk',
      '--in',
      join(home, 'in.csv'),
      '--out',
      '-',
    );
    expect(status).toBe(0);
    const [, row = ''] = stdout.split('\n');
    expect(Number(row.split(',').at(-3))).toBe(body.probability);
  });

  inHungary(
    hungarianClinicIsHere
      ? 'tells the ill from the well at a clinic it never saw, where most of thal, ca and slope is missing'
      : 'tells the ill from the well at a clinic it never saw (left out: ../shared/data is not on this machine)',
    async () => {
      const cases = [];
      for (const { document, diseased } of hungarianPatients()) {
        const { status, body } = await story.score(document, { as: 'clinic-app' });
        expect([status, document]).toEqual([200, document]);
        cases.push({ probability: Number(body.probability), diseased });
      }
      expect(cases).toHaveLength(294);
      expect(areaUnderCurve(cases)).toBeGreaterThan(0.85);
    },
    60_000,
  );
});
