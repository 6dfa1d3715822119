import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ERASED_TOPIC, ERASURE_REPORTED_TOPIC, type Erased, type ErasureReport } from '@mesh/access';
import { PostgresSubjects, Subjects } from '@mesh/events-sealed';
import {
  eventually,
  startServiceUnderTest,
  startTestDatabase,
  type Json,
  type ServiceUnderTest,
  type TestDatabase,
} from '@mesh/testing';
import { ErasureModule } from './index.js';

const OFFICER = 'privacy-officer';
const REASON = 'They asked for it';

let db: TestDatabase;
let keysFolder: string;
let subjects: PostgresSubjects;
let service: ServiceUnderTest;

beforeAll(async () => {
  db = await startTestDatabase();
  keysFolder = await mkdtemp(join(tmpdir(), 'mesh-keys-'));
  subjects = await PostgresSubjects.open(db.database, { keysFolder });
  for (const domain of ['cardiology', 'radiology']) await subjects.register(domain);
  service = await serve();
});
afterAll(async () => {
  await service.close();
  await subjects.close();
  await db.close();
  await rm(keysFolder, { recursive: true, force: true });
});

const serve = () =>
  startServiceUnderTest(ErasureModule.forRoot(), db.database, [{ provide: Subjects, useValue: subjects }]);

const send = async (role: string, path: string, body?: unknown) => {
  const answer = await service.call(body === undefined ? 'GET' : 'POST', `/access/erasures${path}`, { role, body });
  const text = await answer.text();
  return { status: answer.status, location: answer.headers.get('location'), text, body: JSON.parse(text) as Json };
};
const ask = (role: string, change: object = {}) => send(role, '', { subject: 'p-1', reason: REASON, ...change });

async function told(id: string): Promise<Erased> {
  return eventually(async () => {
    for (const { partition, earliest } of await service.log.ranges(ERASED_TOPIC)) {
      const events = await service.log.read(ERASED_TOPIC, partition, earliest, 1_000);
      const found = events.find(({ key }) => key === id);
      if (found !== undefined) return found.data as Erased;
    }
    throw new Error('nothing was told yet');
  });
}

async function report(id: string, domain: string, rows: number): Promise<void> {
  const at = new Date().toISOString();
  const stores = [{ kind: 'dataset', name: 'risk.history', rows } as const];
  const data: ErasureReport = { id, domain, stores, at };
  const source = `urn:mesh:service:${domain}`;
  await service.log.append(ERASURE_REPORTED_TOPIC, [
    { id: `${id}:${domain}`, source, type: ERASURE_REPORTED_TOPIC, time: at, key: id, data, once: true },
  ]);
}

const tokenOf = async (person: string): Promise<string> => {
  await subjects.enter([{ domain: 'cardiology', person }]);
  return subjects.known('cardiology').get(person) as string;
};

describe('given somebody who is to be forgotten', () => {
  it('takes the request, tells the domains by token, and says nowhere whom it is about', async () => {
    const token = await tokenOf('somebody-4711');
    const { status, location, body, text } = await ask(OFFICER, { subject: 'somebody-4711' });
    expect([status, location]).toEqual([202, `/access/erasures/${body.id}`]);
    expect(body).toMatchObject({
      status: 'running',
      reason: REASON,
      parts: [
        { domain: 'cardiology', status: 'waiting', stores: [] },
        { domain: 'radiology', status: 'waiting', stores: [] },
      ],
    });
    const event = await told(body.id as string);
    expect(event.persons.find(({ domain }) => domain === 'cardiology')?.token).toBe(token);
    expect(text + JSON.stringify(event)).not.toContain('somebody-4711');
    // From now on they are somebody else.
    expect(await tokenOf('somebody-4711')).not.toBe(token);
  });

  it('destroys what tells who they were once every domain has cleared its stores, and not before', async () => {
    const token = await tokenOf('p-2');
    const { id } = (await ask(OFFICER, { subject: 'p-2' })).body as { id: string };
    await report(id, 'cardiology', 3);
    await eventually(async () => {
      expect((await send(OFFICER, `/${id}`)).body).toMatchObject({
        status: 'running',
        parts: [{ status: 'cleared' }, {}],
      });
    });
    expect((await subjects.revealRetired(new Set([token]))).get(token)).toBe('p-2');
    await report(id, 'radiology', 0);
    const { body } = await eventually(async () => {
      const seen = await send(OFFICER, `/${id}`);
      expect(seen.body.status).toBe('erased');
      return seen;
    });
    expect(body.parts[0].stores).toEqual([{ kind: 'dataset', name: 'risk.history', rows: 3 }]);
    expect((await subjects.revealRetired(new Set([token]))).size).toBe(0);
  });

  it('ends what was left when the control plane ended', async () => {
    const token = await tokenOf('p-3');
    const { id } = (await ask('domain:cardiology', { subject: 'p-3', domain: 'cardiology' })).body as { id: string };
    await told(id);
    await service.close();
    service = await serve();
    await report(id, 'cardiology', 1);
    await eventually(async () => expect((await send(OFFICER, `/${id}`)).body.status).toBe('erased'));
    expect((await subjects.revealRetired(new Set([token]))).size).toBe(0);
  });

  it('answers alike whether anybody knows them or not', async () => {
    await tokenOf('known');
    const [known, unknown] = [await ask(OFFICER, { subject: 'known' }), await ask(OFFICER, { subject: 'never-seen' })];
    const shape = ({ status, body }: typeof known) => ({
      status,
      body: { ...body, id: 0, requestedAt: 0, links: 0 } as Json,
    });
    expect(shape(unknown)).toEqual(shape(known));
  });
});

describe('given callers of all kinds', () => {
  it.each([
    ['clinic', {}],
    ['clinic', { domain: 'cardiology' }],
    ['domain:cardiology', {}],
    ['domain:cardiology', { domain: 'radiology' }],
    ['auditor', {}],
  ])('refuses %s who asks with %j', async (role, change) => {
    expect(await ask(role, change)).toMatchObject({ status: 403, body: { code: 'ERASURE.NOT_YOURS_TO_ERASE' } });
  });

  it('shows an erasure to the owners of its domains, to privacy officers and to auditors alone', async () => {
    const { id } = (await ask('domain:radiology', { subject: 'p-9', domain: 'radiology' })).body as { id: string };
    for (const [role, status] of [
      ['domain:radiology', 200],
      [OFFICER, 200],
      ['auditor', 200],
      ['domain:cardiology', 404],
      ['clinic', 404],
    ] as const)
      expect([role, (await send(role, `/${id}`)).status]).toEqual([role, status]);
    const ids = ({ body }: { body: Json }) => (body.erasures as { id: string }[]).map((one) => one.id);
    expect(ids(await send('domain:radiology', ''))).toContain(id);
    expect(ids(await send('domain:cardiology', ''))).not.toContain(id);
    expect(ids(await send('clinic', ''))).toEqual([]);
  });

  it('lists by pages, the newest first', async () => {
    const all: string[] = [];
    let cursor = '';
    do {
      const { body } = await send(OFFICER, `?limit=2${cursor}`);
      all.push(...(body.erasures as { id: string }[]).map(({ id }) => id));
      cursor = body.nextCursor === undefined ? '' : `&cursor=${body.nextCursor}`;
    } while (cursor !== '');
    expect(all.length).toBeGreaterThan(3);
    expect(all).toEqual(all.toSorted().toReversed());
    const running = await send(OFFICER, '?status=running');
    expect((running.body.erasures as { status: string }[]).every(({ status }) => status === 'running')).toBe(true);
  });

  it.each([
    ['nobody', { subject: '' }, '/subject'],
    ['a number', { subject: 7 }, '/subject'],
    ['somebody with too long a name', { subject: 'x'.repeat(1_025) }, '/subject'],
    ['a name that no domain has', { domain: 'Not A Domain' }, '/domain'],
    ['a domain that keeps no persons', { domain: 'logistics' }, '/domain'],
    ['an unreadable reason', { reason: '\u202e' }, '/reason'],
    ['a reason that tells who it is', { subject: 'p-77', reason: 'forget p-77 please' }, '/reason'],
    ['a field nobody knows', { more: 1 }, ''],
  ])('refuses %s and repeats nothing of it', async (_, change, pointer) => {
    const { status, body, text } = await ask(OFFICER, change);
    expect([status, body.code, body.errors[0].pointer]).toEqual([422, 'ERASURE.REQUEST_INVALID', pointer]);
    expect(text).not.toContain('p-77');
  });

  it.each(['?limit=0', '?limit=201', '?status=gone', '?cursor=x', '?subject=p-1'])(
    'refuses to list %s',
    async (query) => {
      expect(await send(OFFICER, query)).toMatchObject({ status: 422, body: { code: 'ERASURE.QUERY_INVALID' } });
    },
  );
});
