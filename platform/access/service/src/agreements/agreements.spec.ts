import { eventually, startServiceUnderTest, startTestDatabase, testClock } from '@mesh/testing';
import type { ServiceUnderTest, TestDatabase } from '@mesh/testing';
import { agreementsModule, HOUR_MS, OWNER, REASON, ServedAgreements, someone } from '../testing/served-agreements.js';
import type { Json } from '../testing/served-agreements.js';

const clock = testClock('2026-03-01T12:00:00Z');

let db: TestDatabase;
let service: ServiceUnderTest;
let served: ServedAgreements;

beforeAll(async () => {
  db = await startTestDatabase();
  service = await startServiceUnderTest(agreementsModule(clock), db.database);
  served = new ServedAgreements(service, clock);
});
afterAll(async () => {
  await service.close();
  await db.close();
});

describe('given a consumer who asks', () => {
  it('writes the request down with who, what, why and until when', async () => {
    const consumer = someone();
    const { status, headers, body } = await served.ask(consumer);
    expect(status).toBe(201);
    expect(headers.get('location')).toBe(`/access/agreements/${body.id}`);
    expect(body).toMatchObject({
      version: 1,
      status: 'requested',
      product: 'cardiology.pulse',
      domain: 'cardiology',
      port: 'cases',
      urn: 'urn:mesh:cardiology:pulse:cases',
      consumer: `test-${consumer}`,
      purpose: 'HRESCH',
      from: clock().toISOString(),
      until: served.inHours(24),
      reveals: [],
      changes: [{ status: 'requested', by: `test-${consumer}`, at: clock().toISOString(), reason: REASON }],
    });
  });

  it('tells of an open request for the same instead of making a second, however many come at once', async () => {
    const consumer = someone();
    const answers = await Promise.all(Array.from({ length: 6 }, () => served.ask(consumer)));
    const made = answers.filter(({ status }) => status === 201);
    expect(made).toHaveLength(1);
    for (const { status, body } of answers.filter((answer) => answer.status !== 201))
      expect([status, body.code, body.existing]).toEqual([409, 'AGREEMENT.ASKED_ALREADY', made[0]?.body.links.self]);
    expect((await served.ask(consumer, { purpose: 'HQUALIMP' })).status).toBe(201);
    expect((await served.ask(consumer, { port: 'readings' })).status).toBe(201);
  });

  it.each([
    ['/product', { product: 'cardiology.nothing' }],
    ['/port', { port: 'levels' }],
    ['/purpose', { purpose: 'MARKETING' }],
    ['/until', { until: '2026-03-01T12:00:00Z' }],
    ['/reason', { reason: '' }],
  ])('names what is wrong: %s', async (pointer, change) => {
    const { status, body } = await served.ask(someone(), change);
    expect([status, body.code, body.errors[0].pointer]).toEqual([422, 'AGREEMENT.REQUEST_INVALID', pointer]);
    expect(body.detail).toContain('no personal data');
  });

  it('bounds how many requests one may have open', async () => {
    const consumer = someone();
    await db.database.query(
      `INSERT INTO agreements.agreement (id, version, status, product, domain, port, consumer, purpose, from_at, until_at)
       SELECT 'old-' || n, 1, 'requested', 'd.p' || n, 'd', 'x', $1, 'TREAT', '2026-01-01', '2026-12-01' FROM generate_series(1, 100) n`,
      [`test-${consumer}`],
    );
    expect(await served.ask(consumer)).toMatchObject({ status: 409, body: { code: 'AGREEMENT.TOO_MANY_OPEN' } });
  });

  it('bounds how often one may ask in a day, whatever became of it, and says when to come again', async () => {
    const consumer = someone();
    const askedAt = new Date(clock().getTime() - 20 * HOUR_MS).toISOString();
    await db.database.query(
      `WITH made AS (
         INSERT INTO agreements.agreement (id, version, status, product, domain, port, consumer, purpose, from_at, until_at)
         SELECT 'day-' || n, 2, 'withdrawn', 'd.p' || n, 'd', 'x', $1, 'TREAT', '2026-01-01', '2026-12-01'
         FROM generate_series(1, 199) n RETURNING id
       ) INSERT INTO agreements.change (agreement_id, version, status, by_whom, at, reason)
         SELECT id, 1, 'requested', $1, $2, 'x' FROM made`,
      [`test-${consumer}`, askedAt],
    );
    const together = await Promise.all(
      ['TREAT', 'HRESCH', 'HQUALIMP'].map((purpose) => served.ask(consumer, { purpose })),
    );
    expect(together.map(({ status }) => status).sort()).toEqual([201, 429, 429]);
    const late = await served.ask(consumer, { purpose: 'HOPERAT' });
    expect(late.body).toMatchObject({ code: 'AGREEMENT.TOO_MANY_TODAY', retryAfterSeconds: 4 * 3_600 });
    expect(late.headers.get('retry-after')).toBe(String(4 * 3_600));
    expect((await served.ask(someone())).status).toBe(201);
  });
});

describe('given a request', () => {
  it('is granted by the owner with a reason, and both see it', async () => {
    const consumer = someone();
    const { body } = await served.ask(consumer);
    const { body: grant } = await served.send(OWNER, `/${body.id}/grant`, { reason: 'Agreed' });
    expect(grant).toMatchObject({ status: 'granted', version: 2, reveals: [] });
    expect(grant.changes[1]).toEqual({
      status: 'granted',
      by: `test-${OWNER}`,
      at: clock().toISOString(),
      reason: 'Agreed',
    });
    for (const role of [consumer, OWNER, 'auditor'])
      expect((await served.send(role, `/${body.id}`)).body).toEqual(grant);
  });

  it('shows what is personal only when the owner says so', async () => {
    expect(await served.granted(someone(), { reveals: ['phi'] })).toMatchObject({ reveals: ['phi'] });
  });

  it('is refused by the owner and withdrawn by who asked', async () => {
    const [one, other] = [someone(), someone()];
    const [first, second] = [(await served.ask(one)).body, (await served.ask(other)).body];
    expect((await served.send(OWNER, `/${first.id}/refuse`, { reason: 'Not for this' })).body.status).toBe('refused');
    expect((await served.send(other, `/${second.id}/withdraw`, { reason: 'Not needed' })).body.status).toBe(
      'withdrawn',
    );
    expect((await served.ask(one)).status).toBe(201);
  });

  it('is no business of strangers, not even of other owners', async () => {
    const { body } = await served.ask(someone());
    for (const role of ['stranger', 'domain:logistics', 'operator', 'domain:']) {
      for (const step of ['', '/usage'])
        expect(await served.send(role, `/${body.id}${step}`)).toMatchObject({
          status: 404,
          body: { code: 'AGREEMENT.UNKNOWN' },
        });
      for (const step of ['grant', 'refuse', 'withdraw'])
        expect((await served.send(role, `/${body.id}/${step}`, { reason: REASON })).status).toBe(404);
    }
    expect((await served.send('stranger', '/00000000-0000-7000-8000-000000000000')).status).toBe(404);
    expect((await served.send('stranger', `/${"'--".repeat(20)}`)).status).toBe(404);
  });

  it('is not decided by who asked, nor by an auditor', async () => {
    const consumer = someone();
    const { body } = await served.ask(consumer);
    for (const role of [consumer, 'auditor'])
      expect(await served.send(role, `/${body.id}/grant`, { reason: REASON })).toMatchObject({
        status: 403,
        body: { code: 'AGREEMENT.NOT_YOURS_TO_DECIDE' },
      });
    expect((await served.send(OWNER, `/${body.id}/withdraw`, { reason: REASON })).status).toBe(403);
  });

  it('needs a reason for each step', async () => {
    const { body } = await served.ask(someone());
    for (const step of ['grant', 'refuse'])
      expect((await served.send(OWNER, `/${body.id}/${step}`, {})).status).toBe(422);
    expect((await served.send(OWNER, `/${body.id}`)).body.status).toBe('requested');
  });

  it('is decided once when two owners decide at the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const { body } = await served.ask(someone());
      const [grant, refusal] = await Promise.all(
        ['grant', 'refuse'].map((step) => served.send(OWNER, `/${body.id}/${step}`, { reason: REASON })),
      );
      expect([grant?.status, refusal?.status].toSorted()).toEqual([200, 409]);
      const { body: after } = await served.send(OWNER, `/${body.id}`);
      expect(after).toMatchObject({ version: 2, status: grant?.status === 200 ? 'granted' : 'refused' });
      await eventually(async () => expect(await served.told(body.id)).toHaveLength(2));
    }
  });

  it('cannot be granted when its time is over, and does not stand in the way of the next', async () => {
    const consumer = someone();
    const { body } = await served.ask(consumer, { until: served.inHours(1) });
    clock.advance(HOUR_MS);
    expect((await served.send(consumer, `/${body.id}`)).body.status).toBe('expired');
    expect(await served.send(OWNER, `/${body.id}/grant`, { reason: REASON })).toMatchObject({
      status: 409,
      body: { code: 'AGREEMENT.NOT_OPEN_TO_THIS', agreementStatus: 'expired' },
    });
    expect((await served.ask(consumer)).status).toBe(201);
    expect((await served.send(consumer, `/${body.id}`)).body).toMatchObject({ status: 'expired', version: 2 });
  });
});

describe('given a list', () => {
  it('shows each side its own, the newest first, page by page', async () => {
    const consumer = someone();
    const ids: string[] = [];
    for (const purpose of ['TREAT', 'HRESCH', 'HQUALIMP'])
      ids.unshift((await served.ask(consumer, { purpose })).body.id);
    const first = (await served.send(consumer, '?role=asked&limit=2')).body;
    const second = (await served.send(consumer, `?role=asked&limit=2&cursor=${first.nextCursor}`)).body;
    expect([...first.agreements, ...second.agreements].map((one: Json) => one.id)).toEqual(ids);
    expect(second.nextCursor).toBeUndefined();
    expect((await served.send(consumer, '?role=owned')).body.agreements).toEqual([]);
    const owned = (await served.send(OWNER, '?role=owned&status=requested&limit=3')).body.agreements;
    expect(owned.map((one: Json) => one.id)).toEqual(ids);
    expect((await served.send('domain:logistics', '')).body.agreements).toEqual([]);
    expect(
      (await served.send('auditor', '?limit=3&product=cardiology.pulse')).body.agreements.map((one: Json) => one.id),
    ).toEqual(ids);
    expect((await served.send('auditor', '?product=logistics.stock')).body.agreements).toEqual([]);
  });

  it.each(['?role=both', '?status=open', '?limit=201', '?limit=0', '?cursor=x', '?owner=me', '?role=asked&role=owned'])(
    'does not understand %s',
    async (query) => {
      expect(await served.send('auditor', query)).toMatchObject({
        status: 422,
        body: { code: 'AGREEMENT.QUERY_INVALID' },
      });
    },
  );
});
