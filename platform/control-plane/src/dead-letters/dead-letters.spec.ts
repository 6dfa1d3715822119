import { randomUUID } from 'node:crypto';
import { AgreementsModule, ProductDirectory } from '@mesh/access-service';
import { CatalogModule, ProductReader } from '@mesh/catalog';
import { CATALOG_ANNOUNCED_TOPIC, type Announcement, type NewEvent, type Subscription } from '@mesh/events';
import { defineErrors } from '@mesh/product';
import {
  eventually,
  startServiceUnderTest,
  startTestDatabase,
  type Json,
  type ServiceUnderTest,
  type TestDatabase,
} from '@mesh/testing';
import { CatalogDirectory } from '../catalog-directory.js';
import { DeadLettersModule } from './dead-letters.module.js';

const TOPIC = 'cardiology.pulse.taken.v1';
const GROUP = 'cardiology.pulse.lake.history';
const OTHER_GROUP = 'epidemiology.trends.taken';
const PLACE = `/dead-letters/${TOPIC}/${GROUP}`;
const field = (name: string, phi = false) => ({ name, type: 'string', phi });
const { POISON } = defineErrors('SPEC', { POISON: { kind: 'invalid', title: 'Poison', fix: 'None.' } });

const announcement: Announcement = {
  ...{ state: 'started', instance: 'one', at: '2026-03-01T08:00:00Z', address: 'http://127.0.0.1:4001' },
  product: {
    ...{ id: 'cardiology.pulse', urn: 'urn:mesh:cardiology:pulse', domain: 'cardiology', name: 'pulse' },
    ...{ title: 'Pulse', version: '1.0.0', purpose: 'Follow the pulse.', description: 'Pulse', sensitivity: 'phi' },
    ...{ owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' }, tags: [], models: [], inputs: [] },
    ports: [
      {
        ...{ name: 'taken', urn: 'urn:mesh:cardiology:pulse:taken', kind: 'event', topic: TOPIC, summary: 'Taken' },
        fields: [
          field('person', true),
          field('pulse'),
          field('device'),
          field('device.serial', true),
          field('device.kind'),
        ],
      },
    ],
    promises: {},
    grants: [{ role: 'data-scientist', ports: ['taken'], purposes: ['HRESCH'] }],
  },
};

const event = (number: number): NewEvent => ({
  ...{ id: `taken-${number}`, source: 'urn:mesh:cardiology:pulse:taken', type: TOPIC, time: '2026-03-01T08:00:00Z' },
  key: 'synthetic-person',
  data: { person: 'synthetic-person', pulse: number, device: { serial: 's-1', kind: 'band' }, unknown: 'x' },
});

let db: TestDatabase;
let service: ServiceUnderTest;
let running: readonly Subscription[];
let isMended = false;
const handled: unknown[] = [];

beforeAll(async () => {
  db = await startTestDatabase();
  service = await startServiceUnderTest(
    {
      module: class Root {},
      imports: [
        { ...CatalogModule.forRoot(), global: true },
        {
          ...AgreementsModule.forRoot({
            products: {
              provide: ProductDirectory,
              inject: [ProductReader],
              useFactory: (catalog: ProductReader) => new CatalogDirectory(catalog),
            },
          }),
          global: true,
        },
        DeadLettersModule.forRoot(),
      ],
    },
    db.database,
  );
  const { log } = service;
  await log.append(CATALOG_ANNOUNCED_TOPIC, [
    {
      ...{ id: randomUUID(), source: 'urn:test', type: CATALOG_ANNOUNCED_TOPIC, time: announcement.at },
      ...{ key: announcement.product.id, data: announcement },
    },
  ]);
  await log.declareTopic({ name: TOPIC, partitions: 1 });
  const settings = { topics: [TOPIC], maxBatch: 1, maxAttempts: 1 };
  running = [
    await log.subscribe({ ...settings, group: GROUP }, (events) => {
      if (!isMended) return Promise.reject(POISON());
      handled.push(...events.map(({ id }) => id));
      return Promise.resolve();
    }),
    await log.subscribe({ ...settings, group: OTHER_GROUP }, () => Promise.reject(POISON())),
  ];
});
afterAll(async () => {
  for (const each of running) await each.close();
  await service.close();
  await db.close();
});

/** Sends events that nobody can digest, and waits until both groups have given them up. */
async function give(...numbers: number[]): Promise<void> {
  isMended = false;
  const before = await count(GROUP);
  await service.log.append(TOPIC, numbers.map(event));
  await eventually(async () => expect(await count(GROUP)).toBe(before + numbers.length), { timeoutMs: 10_000 });
}
async function count(group: string): Promise<number> {
  return (await service.log.deadLetterCounts()).find((one) => one.group === group)?.count ?? 0;
}
async function ask(role: string, path: string, { method = 'GET', body, purpose = 'HOPERAT' }: Asking = {}) {
  const answer = await service.call(method, path, { role, body, headers: { 'mesh-purpose': purpose } });
  return { status: answer.status, body: (await answer.json()) as Json };
}
interface Asking {
  readonly method?: string;
  readonly body?: unknown;
  readonly purpose?: string;
}
const post = (role: string, step: string, body: unknown) => ask(role, `${PLACE}/${step}`, { method: 'POST', body });
const idsOf = async () => (await ask('operator', PLACE)).body.letters.map(({ id }: { id: string }) => id);

describe('given events that consumers gave up', () => {
  beforeAll(() => give(1, 2, 3));

  it('tells operators of all, a team of what its consumers gave up, and others of nothing', async () => {
    const groupsOf = async (role: string) =>
      (await ask(role, '/dead-letters')).body.groups.map(({ group }: { group: string }) => group);
    await eventually(async () => expect(await count(OTHER_GROUP)).toBe(3), { timeoutMs: 10_000 });
    expect(await groupsOf('operator')).toEqual([GROUP, OTHER_GROUP]);
    expect(await groupsOf('domain:cardiology')).toEqual([GROUP]);
    expect(await groupsOf('domain:epidemiology')).toEqual([OTHER_GROUP]);
    expect(await groupsOf('data-scientist')).toEqual([]);
    expect(await ask('domain:epidemiology', PLACE)).toMatchObject({
      status: 404,
      body: { code: 'DEAD_LETTER.GROUP_UNKNOWN' },
    });
    expect((await fetch(`${service.address}/dead-letters`)).status).toBe(401);
  });

  it('lists causes and places, page by page, and nothing that an event says', async () => {
    const { body } = await ask('domain:cardiology', `${PLACE}?limit=2`);
    expect(body.letters[0]).toEqual({
      ...{ id: 'taken-1', source: 'urn:mesh:cardiology:pulse:taken', partition: 0, offset: 0 },
      ...{ cause: 'SPEC.POISON MeshError', attempts: 1, deadAt: expect.stringMatching(/Z$/) },
    });
    const next = await ask('domain:cardiology', `${PLACE}?limit=2&cursor=${body.nextCursor}`);
    expect([body.letters.length, next.body.letters.length, next.body.nextCursor]).toEqual([2, 1, undefined]);
    expect(JSON.stringify([body, next.body])).not.toMatch(/synthetic|band|pulse"/);
  });

  it.each(['limit=0', 'limit=1001', 'limit=x', 'cursor=x', 'cursor=10000'])('refuses the page %s', async (query) => {
    expect(await ask('operator', `${PLACE}?${query}`)).toMatchObject({
      status: 422,
      body: { code: 'DEAD_LETTER.REQUEST_INVALID' },
    });
  });

  it('shows what an event says to those who may read the port, personal and unknown fields left out', async () => {
    const path = `${PLACE}/letter?id=taken-2`;
    expect((await ask('domain:cardiology', path)).body).not.toHaveProperty('data');
    expect(await ask('operator', `${path}&payload=true`)).toMatchObject({
      status: 403,
      body: { code: 'ACCESS.DENIED' },
    });
    expect((await ask('data-scientist', `${path}&payload=true`, { purpose: 'TREAT' })).status).toBe(403);
    const { status, body } = await ask('data-scientist', `${path}&payload=true`, { purpose: 'HRESCH' });
    expect([status, body.data]).toEqual([200, { pulse: 2, device: { kind: 'band' } }]);
    expect((await ask('data-scientist', path, { purpose: 'HRESCH' })).status).toBe(404);
    expect((await ask('operator', `${PLACE}/letter?id=nobody`)).body.code).toBe('DEAD_LETTER.UNKNOWN');
  });

  it('shows it by agreement as well, as long as that is in force', async () => {
    const path = `${PLACE}/letter?id=taken-2&payload=true`;
    const asked = await ask('consumer', '/access/agreements', {
      method: 'POST',
      body: {
        ...{ product: 'cardiology.pulse', port: 'taken', purpose: 'HQUALIMP', reason: 'To mend a consumer' },
        until: new Date(Date.now() + 3_600_000).toISOString(),
      },
    });
    expect((await ask('consumer', path, { purpose: 'HQUALIMP' })).status).toBe(403);
    const answer = (step: string) =>
      ask('domain:cardiology', `/access/agreements/${asked.body.id}/${step}`, {
        method: 'POST',
        body: { reason: 'Mend it' },
      });
    await answer('grant');
    expect((await ask('consumer', path, { purpose: 'HQUALIMP' })).body.data).toMatchObject({ pulse: 2 });
    await answer('withdraw');
    expect((await ask('consumer', path, { purpose: 'HQUALIMP' })).status).toBe(403);
  });

  it('gives them back to their group, which works them through', async () => {
    isMended = true;
    expect(await post('domain:cardiology', 'replay', { ids: ['taken-2', 'nobody'] })).toMatchObject({
      status: 200,
      body: { taken: 1, more: false },
    });
    await eventually(() => expect(handled).toEqual(['taken-2']), { timeoutMs: 10_000 });
    expect(await idsOf()).toEqual(['taken-1', 'taken-3']);
  });

  it('gives all back that there are, once, though they die again', async () => {
    await give(4);
    const before = await count(GROUP);
    expect((await post('operator', 'replay', { all: true })).body).toMatchObject({ taken: before, more: false });
    const hasDiedAgain = async () => {
      const { letters } = (await ask('operator', PLACE)).body as { letters: readonly { attempts: number }[] };
      return letters.length === before && letters.every(({ attempts }) => attempts > 1);
    };
    await eventually(hasDiedAgain, { timeoutMs: 10_000 });
  });

  it('drops those named, or all', async () => {
    const [first, ...others] = await idsOf();
    expect((await post('domain:cardiology', 'drop', { ids: [first] })).body.taken).toBe(1);
    expect(await idsOf()).toEqual(others);
    expect((await post('domain:cardiology', 'drop', { all: true })).body.taken).toBe(others.length);
    expect(await idsOf()).toEqual([]);
  });

  it.each([
    ['nothing', {}],
    ['no ids', { ids: [] }],
    ['ids that are none', { ids: [7] }],
    ['too many ids', { ids: Array.from({ length: 1_001 }, (_, number) => `id-${number}`) }],
    ['not all', { all: false }],
    ['ids and all', { ids: ['a'], all: true }],
    ['something else', { ids: ['a'], x: 1 }],
  ])('refuses a step about %s', async (_, body) => {
    expect(await post('operator', 'drop', body)).toMatchObject({ status: 422 });
  });

  it('knows no topic that there is not', async () => {
    expect((await ask('operator', '/dead-letters/cardiology.nobody.x.v1/g')).body.code).toBe(
      'DEAD_LETTER.GROUP_UNKNOWN',
    );
  });
});
