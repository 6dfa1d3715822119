import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { AdlsDouble } from '@mesh/lake-adls-double';
import { eventually } from '@mesh/testing';
import { ALARMING_READING, READING } from './support/heart-documents.js';
import { call } from './support/http-door.js';
import { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from './support/running-mesh.js';

const HISTORY = 'mesh/cardiology/heart-disease-risk/history/v1';
const PATIENT = { timeoutMs: 30_000, everyMs: 250 };

describe('given a mesh whose lake lies in the cloud', () => {
  let double: AdlsDouble;
  let story: RunningMesh;
  const scored: string[] = [];

  beforeAll(async () => {
    double = await AdlsDouble.start();
    story = await startMeshForStory({ LAKE: 'adls', ADLS_ACCOUNT_URL: `${double.url}/mesh`, ADLS_SAS: double.sas() });
  }, BEGIN_TIMEOUT_MS);

  afterAll(async () => {
    await story?.mesh.dispose();
    await double.stop();
  }, 60_000);

  const idsInHistory = async (): Promise<readonly string[]> => {
    const { status, body } = await call(`${story.mesh.address(1)}/heart-disease-risk/v1/history?limit=1000`, {
      token: await story.callers.token('dana-scientist'),
    });
    expect(status).toBe(200);
    return (body['rows'] as readonly { scoreId: string }[]).map(({ scoreId }) => scoreId).sort();
  };
  const scoreAll = async (readings: readonly unknown[]): Promise<void> => {
    for (const reading of readings) {
      const { status, body } = await story.score(reading);
      expect(status).toBe(200);
      scored.push(String(body['scoreId']));
    }
    await eventually(async () => expect(await idsInHistory()).toEqual([...scored].sort()), PATIENT);
  };

  it('keeps each score there, and reads it back through the port of the dataset', async () => {
    await scoreAll([READING, ALARMING_READING, { ...READING, age: 45 }]);
    const files = [...double.files().keys()].filter((path) => path.startsWith(HISTORY));
    expect(files).toContain(`${HISTORY}/manifest.jsonl`);
    expect(files.some((path) => /\/day=[\d-]+\/part-.*\.parquet$/.test(path))).toBe(true);
    expect(existsSync(join(story.mesh.place.home, 'lake'))).toBe(false);
  });

  it('rides out a store that throttles and drops connections', async () => {
    double.faults.plan('*', { kind: 'refused', code: 'TooManyRequests', retryAfterSeconds: 1 }, { times: 2 });
    double.faults.plan('append', { kind: 'unanswered' });
    double.faults.plan('flush', { kind: 'unanswered' });
    double.faults.plan('rename', { kind: 'unanswered' });
    await scoreAll([READING, ALARMING_READING]);
  }, 60_000);

  it('has every score once after it was killed, once the lease of before is over', async () => {
    await story.mesh.kill9();
    double.advance(60_000);
    await story.mesh.start();
    await scoreAll([READING]);
  }, 120_000);

  it('shows nothing of the signature', () => {
    expect(story.mesh.logs).not.toContain('sig=');
    expect(story.mesh.logs).not.toContain(new URLSearchParams(double.sas()).get('sig')!);
  });
});
