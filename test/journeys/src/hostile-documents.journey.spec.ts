import { request } from 'node:http';
import { READING } from './support/heart-documents.js';
import { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from './support/running-mesh.js';

const SECRET = 'Zaphod-Beeblebrox-1952';
/** Values of the documents below that no answer and no log may repeat. */
const VALUES = /Zaphod|1e999|1000000|2026-02-30/;
const text = JSON.stringify(READING);

/** What is sent, the statuses that say so, and the fields that must be named. */
const DOCUMENTS: readonly [string, unknown, readonly number[], readonly string[]][] = [
  ['an age of 400', { ...READING, age: 400 }, [422], ['/age']],
  ['several wrong fields at once', { ...READING, age: -1, sex: 2, thalach: 1e6 }, [422], ['/age', '/sex', '/thalach']],
  ['no age', { ...READING, age: null }, [422], ['/age']],
  ['text where a number belongs', { ...READING, chol: SECRET }, [422], ['/chol']],
  ['a number where text belongs', { ...READING, patientId: 7 }, [422], ['/patientId']],
  ['an unknown category', { ...READING, thal: 5 }, [422], ['/thal']],
  ['a field that the contract does not have', { ...READING, shoeSize: SECRET }, [422], ['/shoeSize']],
  ['a day that does not exist', { ...READING, measuredAt: '2026-02-30T00:00:00Z' }, [422], ['/measuredAt']],
  ['a NaN literal', text.replace('"age":63', '"age":NaN'), [400, 422], []],
  ['a number beyond all numbers', text.replace('"chol":233', '"chol":1e999'), [400, 422], []],
  ['half a document', text.slice(0, 40), [400], []],
  ['nothing', '', [400, 415, 422], []],
  ['a list', [READING], [422], []],
  ['the same field twice', text.replace('"age":63', '"age":63,"age":64'), [400, 422], ['/age']],
  ['deep nesting', `${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}`, [400], []],
  ['a prototype', text.replace('{', '{"__proto__":{"admin":true},'), [400, 422], []],
];

describe('given senders who make mistakes or mean harm', () => {
  let story: RunningMesh;

  beforeAll(async () => {
    story = await startMeshForStory();
  }, BEGIN_TIMEOUT_MS);

  afterAll(() => story.mesh.dispose(), 60_000);

  it.each(DOCUMENTS)('refuses %s, naming fields and never values', async (_, document, statuses, pointers) => {
    const answer = await story.score(document);
    expect(statuses).toContain(answer.status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({
      status: answer.status,
      code: expect.any(String),
      title: expect.any(String),
      detail: expect.any(String),
    });
    const named = ((answer.body.errors ?? []) as { pointer: string }[]).map(({ pointer }) => pointer);
    expect(named).toEqual(expect.arrayContaining([...pointers]));
    expect(answer.text).not.toMatch(VALUES);
    expect(story.mesh.logs).not.toMatch(VALUES);
  });

  it.each([['text/plain'], ['application/x-www-form-urlencoded'], ['application/xml']])(
    'refuses the media type %s',
    async (type) => {
      const answer = await story.score(text, { headers: { 'content-type': type } });
      expect(answer.status).toBe(415);
      expect(answer.body.code).toBe('RUNTIME.MEDIA_TYPE_UNSUPPORTED');
    },
  );

  it('refuses a body of 50 MB without taking it in', async () => {
    const token = await story.callers.token('bracelet-app');
    const status = await sendLargeBody(`${story.mesh.address(1)}/heart-disease-risk/v1/scores`, token, 50_000_000);
    expect(status).toBe(413);
  });

  it('still answers everybody else as fast as before', async () => {
    const startedAt = performance.now();
    expect((await story.score(READING)).status).toBe(200);
    expect(performance.now() - startedAt).toBeLessThan(1_000);
  });
});

/** The status with which a large body is refused; the connection may close before all of it was sent. */
function sendLargeBody(url: string, token: string, bytes: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': bytes };
    const sending = request(url, { method: 'POST', headers, timeout: 20_000 }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    sending.on('error', () => resolve(undefined));
    sending.end(Buffer.alloc(bytes, 'x'));
  });
}
