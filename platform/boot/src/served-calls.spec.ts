import { eventually, startTestDatabase } from '@mesh/testing';
import { servePulse, type ServedPulse } from './testing/serve-pulse.js';
import { uploadUntilAnswered } from './testing/upload-until-answered.js';

const MARKER = 'MARKER-Jane-Doe';
const READING = { person: 'p-1', pulse: 61, note: null, behaviour: 'answer', takenAt: '2026-03-01T08:00:00Z' };
const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

let served: ServedPulse;
/** Answers once its ten seconds are over: asked first, looked at last. */
let late: Promise<Response>;
/** Everything that was answered, so that it can be searched for what must not be in it. */
const answers: string[] = [];

beforeAll(async () => {
  served = await servePulse(await startTestDatabase());
  late = post({ ...READING, behaviour: 'stay-away', note: MARKER });
});
afterAll(() => served.close());

interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

function post(body: unknown, headers: Record<string, string> = {}, path = '/pulse/v1/readings'): Promise<Response> {
  return fetch(`${served.address}${path}`, {
    method: 'POST',
    headers: { authorization: 'Bearer clinic', 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

async function read(answer: Response | Promise<Response>): Promise<Answered> {
  const { status, headers } = await answer;
  const text = await (await answer).text();
  answers.push(text, JSON.stringify([...headers]));
  return { status, headers, body: JSON.parse(text) as Record<string, unknown> };
}

const problem = (status: number, code: string) =>
  expect.objectContaining({
    status,
    code,
    type: `urn:mesh:error:${code}`,
    title: expect.any(String),
    detail: expect.any(String),
    instance: expect.stringMatching(/^urn:trace:[0-9a-f]{32}$/),
  });

async function expectProblem(answer: Promise<Response>, status: number, code: string): Promise<Answered> {
  const answered = await read(answer);
  expect(answered.status).toBe(status);
  expect(answered.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  expect(answered.body).toEqual(problem(status, code));
  return answered;
}

describe('given a caller', () => {
  it('asks for a token', async () => {
    const { headers } = await expectProblem(
      fetch(`${served.address}/pulse/v1/readings`, { method: 'POST' }),
      401,
      'ACCESS.TOKEN_MISSING',
    );
    expect(headers.get('www-authenticate')).toBe('Bearer');
  });

  it('refuses a token that is not known', async () => {
    await expectProblem(post(READING, { authorization: `Bearer ${MARKER}` }), 401, 'ACCESS.TOKEN_INVALID');
  });

  it('refuses a role that no grant names, and a purpose that none allows', async () => {
    const { body } = await expectProblem(
      post(READING, { authorization: 'Bearer data-scientist' }),
      403,
      'ACCESS.DENIED',
    );
    expect(body['rule']).toContain('cardiology');
    await expectProblem(post(READING, { 'mesh-purpose': 'HRESCH' }), 403, 'ACCESS.DENIED');
    await expectProblem(post(READING, { 'mesh-purpose': MARKER }), 422, 'ACCESS.PURPOSE_UNKNOWN');
  });

  it('refuses before it looks at the document', async () => {
    await expectProblem(post({ nonsense: MARKER }, { authorization: 'Bearer data-scientist' }), 403, 'ACCESS.DENIED');
  });

  it('answers who may, and keeps the answer out of caches', async () => {
    const { status, headers, body } = await read(post(READING));
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([
      200,
      expect.stringMatching(/^application\/json/),
      'no-store',
    ]);
    expect(body).toEqual({ readingId: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/) });
  });
});

describe('given a document', () => {
  it('names every field that breaks the contract, by pointer and rule', async () => {
    const broken = { person: '', pulse: 999, behaviour: MARKER, extra: MARKER, note: 7 };
    const { body } = await expectProblem(post(broken), 422, 'RUNTIME.BODY_INVALID');
    const named = (body['errors'] as { pointer: string; rule: string }[]).map(
      ({ pointer, rule }) => `${pointer} ${rule}`,
    );
    expect(named.sort()).toEqual([
      '/behaviour enum',
      '/extra additionalProperties',
      '/note type',
      '/person minLength',
      '/pulse maximum',
      '/takenAt required',
    ]);
  });

  it.each([
    ['a list', [[]]],
    ['null', null],
    ['a number', 7],
  ])('refuses %s', async (_, body) => {
    await expectProblem(post(JSON.stringify(body)), 422, 'RUNTIME.BODY_INVALID');
  });

  it('refuses a number that no double holds', async () => {
    const text = JSON.stringify(READING).replace('61', '1e999');
    const { body } = await expectProblem(post(text), 422, 'RUNTIME.BODY_INVALID');
    expect(body['errors']).toEqual([expect.objectContaining({ pointer: '/pulse' })]);
  });

  it.each([
    ['is no JSON', `{"person": ${MARKER}`, 'RUNTIME.BODY_NOT_JSON'],
    ['is empty', '', 'RUNTIME.BODY_NOT_JSON'],
    ['has a field twice', JSON.stringify(READING).replace('{', '{"\\u0070ulse":60,'), 'RUNTIME.BODY_REPEATS_A_FIELD'],
    ['is nested too deeply', `{"note":${'['.repeat(40)}${']'.repeat(40)}}`, 'RUNTIME.BODY_TOO_DEEP'],
  ])('refuses with 400 one that %s', async (_, text, code) => {
    await expectProblem(post(text), 400, code);
  });

  it.each(['text/plain', 'application/octet-stream'])('refuses the media type %s', async (type) => {
    await expectProblem(post(READING, { 'content-type': type }), 415, 'RUNTIME.MEDIA_TYPE_UNSUPPORTED');
  });

  it.each(['with its length', 'in chunks'])('refuses 50 MB sent %s without reading them all', async (how) => {
    const { status, text, sentBytes } = await uploadUntilAnswered(served.address, how === 'in chunks');
    expect(status).toBe(413);
    expect(JSON.parse(text)).toEqual(problem(413, 'RUNTIME.BODY_TOO_LARGE'));
    expect(sentBytes).toBeLessThan(50 * 1_024 * 1_024);
  });

  it.each(['GET', 'DELETE', 'PATCH'])(
    'is refused with 405 by the method %s, and told what is taken',
    async (method) => {
      const answer = expectProblem(
        fetch(`${served.address}/pulse/v1/readings`, { method }),
        405,
        'RUNTIME.METHOD_NOT_ALLOWED',
      );
      expect((await answer).headers.get('allow')).toBe('POST');
    },
  );

  it('is refused with 404 at an address that serves nothing', async () => {
    await expectProblem(post(READING, {}, '/pulse/v2/readings'), 404, 'RUNTIME.ROUTE_UNKNOWN');
    await expectProblem(fetch(`${served.address}/${MARKER}?x=${MARKER}`), 404, 'RUNTIME.ROUTE_UNKNOWN');
    await expectProblem(fetch(`${served.address}/.well-known/data-products/${MARKER}`), 404, 'RUNTIME.ROUTE_UNKNOWN');
  });
});

describe('given an Idempotency-Key', () => {
  it('gives a repeat the first answer and publishes once', async () => {
    const reading = { ...READING, person: 'p-repeat' };
    const [first, repeat] = [
      await read(post(reading, { 'idempotency-key': 'k-1' })),
      await read(post(reading, { 'idempotency-key': 'k-1' })),
    ];
    expect(repeat).toMatchObject({ status: 200, body: first.body });
    expect(await publishedOf('p-repeat')).toHaveLength(1);
  });

  it('refuses another document under it, and a key that is none', async () => {
    await expectProblem(
      post({ ...READING, pulse: 62 }, { 'idempotency-key': 'k-1' }),
      422,
      'RUNTIME.IDEMPOTENCY_KEY_REUSED',
    );
    await expectProblem(post(READING, { 'idempotency-key': 'a b' }), 400, 'RUNTIME.IDEMPOTENCY_KEY_INVALID');
    await expectProblem(post(READING, { 'idempotency-key': 'x'.repeat(256) }), 400, 'RUNTIME.IDEMPOTENCY_KEY_INVALID');
  });

  it('refuses a repeat while the first call is in progress, and answers it afterwards', async () => {
    const waiting = { ...READING, behaviour: 'wait' };
    const arrived = served.gate.arrived();
    const first = post(waiting, { 'idempotency-key': 'k-2' });
    await arrived;
    await expectProblem(post(waiting, { 'idempotency-key': 'k-2' }), 409, 'RUNTIME.IDEMPOTENCY_KEY_BUSY');
    served.gate.open();
    const { body } = await read(first);
    expect((await read(post(waiting, { 'idempotency-key': 'k-2' }))).body).toEqual(body);
  });

  it('gives a failed call back to be tried afresh', async () => {
    const broken = { ...READING, behaviour: 'throw' };
    await expectProblem(post(broken, { 'idempotency-key': 'k-3' }), 500, 'RUNTIME.UNEXPECTED');
    await expectProblem(post(broken, { 'idempotency-key': 'k-3' }), 500, 'RUNTIME.UNEXPECTED');
  });
});

describe('given the trace of a call', () => {
  it('goes on with it in the answer and in the event', async () => {
    const { headers } = await read(
      post({ ...READING, person: 'p-traced' }, { traceparent: `00-${TRACE}-00f067aa0ba902b7-01` }),
    );
    expect(headers.get('traceparent')).toMatch(new RegExp(`^00-${TRACE}-[0-9a-f]{16}-01$`));
    const [event] = await publishedOf('p-traced');
    expect(event?.traceparent).toBe(headers.get('traceparent'));
  });

  it('names it in a problem', async () => {
    const { body } = await expectProblem(
      post({}, { traceparent: `00-${TRACE}-00f067aa0ba902b7-00` }),
      422,
      'RUNTIME.BODY_INVALID',
    );
    expect(body['instance']).toBe(`urn:trace:${TRACE}`);
  });
});

describe('given a service that fails', () => {
  it.each([
    ['throws', 'throw', 'RUNTIME.UNEXPECTED'],
    ['publishes what breaks the contract', 'emit-rubbish', 'RUNTIME.MESSAGE_INVALID'],
    ['answers what breaks the contract', 'answer-rubbish', 'RUNTIME.ANSWER_INVALID'],
  ])('answers 500 when it %s', async (_, behaviour, code) => {
    await expectProblem(post({ ...READING, person: MARKER, note: MARKER, behaviour }), 500, code);
  });

  it('publishes nothing that breaks the contract', async () => {
    expect(await publishedOf(MARKER)).toEqual([]);
  });

  it('says when to come again when the answer is not ready in time', async () => {
    const { headers } = await expectProblem(late, 503, 'RUNTIME.DEADLINE_EXCEEDED');
    expect(headers.get('retry-after')).toBe('1');
  });
});

describe('given everything that was said', () => {
  it('counted each call by port and outcome', async () => {
    const metrics = await (await fetch(`${served.address}/metrics`)).text();
    for (const status of [200, 401, 403, 409, 422, 500, 503]) {
      expect(metrics).toMatch(
        new RegExp(
          `mesh_calls_total\\{port="urn:mesh:cardiology:pulse:readings",status="${status}",service="cardiology"\\} [1-9]`,
        ),
      );
    }
    answers.push(metrics);
  });

  it('repeated nothing that a caller sent, neither in an answer nor in the log', async () => {
    await eventually(() => expect(served.lines.length).toBeGreaterThan(0));
    expect(answers.join('\n')).not.toContain(MARKER);
    expect(served.lines.join('')).not.toContain(MARKER);
  });
});

describe('given a stop', () => {
  it('finishes the call that was accepted and takes no other', async () => {
    const arrived = served.gate.arrived();
    const accepted = post({ ...READING, behaviour: 'wait' });
    await arrived;
    const stopped = served.stop();
    await eventually(async () => expect(await statusOrNone(post(READING))).not.toBe(200));
    served.gate.open();
    expect((await read(accepted)).status).toBe(200);
    await stopped;
  });
});

/** Undefined when nobody listens any more. */
const statusOrNone = (call: Promise<Response>): Promise<number | undefined> =>
  call.then(
    ({ status }) => status,
    () => undefined,
  );

/** The events of one person on the product's topic. */
async function publishedOf(person: string) {
  const topic = 'cardiology.pulse.taken.v1';
  const pages = await Promise.all(
    (await served.log.ranges(topic)).map(({ partition, earliest }) =>
      served.log.read(topic, partition, earliest, 10_000),
    ),
  );
  return pages.flat().filter(({ key }) => key === person);
}
