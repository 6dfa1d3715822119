import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AuditTrail, TokenVerifier } from '@mesh/access';
import { AccessModule, AgreementsModule, ProductDirectory } from '@mesh/access-service';
import { Gatekeeper } from '@mesh/runtime';
import { eventually, startServiceUnderTest, startTestDatabase, type Json, type TestDatabase } from '@mesh/testing';
import { readEvents } from './testing/event-reader.js';
import { servePulse, type ServedPulse } from './testing/serve-pulse.js';

/** What a second has to hold: the decision at the control plane, the way to the service, the call. */
const WITHIN_A_SECOND = { timeoutMs: 1_000 };
const PRODUCT = 'cardiology.pulse';
const reason = 'A study of early warnings';

let db: TestDatabase;
let keysFolder: string;
let served: ServedPulse;
/** The part of the control plane where agreements are made. */
let desk: { readonly address: string; close(): Promise<void> };

/** The same database for what comes and goes in this spec. */
const lasting = () => ({ database: db.database, keysFolder, close: () => Promise.resolve() });

/** Test double: a token is the caller's id and roles, `clinic-app clinic`. */
const tokens: TokenVerifier = {
  verify: (authorization = '') => {
    const [subject = '', ...roles] = authorization.replace('Bearer ', '').split(' ');
    return { subject, roles, expiresAt: Number.MAX_SAFE_INTEGER };
  },
};
const unheard: AuditTrail = { record: () => Promise.resolve(), close: () => Promise.resolve() };

async function openDesk(): Promise<void> {
  const known = { domain: 'cardiology', ports: ['readings', 'taken', 'history', 'cases'] };
  const products = {
    provide: ProductDirectory,
    useFactory: () => ({ find: (id: string) => Promise.resolve(id === PRODUCT ? known : undefined) }),
  };
  const module = { module: class Desk {}, imports: [AccessModule.forRoot(), AgreementsModule.forRoot({ products })] };
  const gatekeeper = { provide: Gatekeeper, useValue: new Gatekeeper(tokens, unheard) };
  desk = await startServiceUnderTest(module, db.database, [gatekeeper]);
}

beforeAll(async () => {
  db = await startTestDatabase();
  keysFolder = await mkdtemp(join(tmpdir(), 'subject-keys-'));
  served = await servePulse(lasting());
  await openDesk();
});
afterAll(async () => {
  await desk.close();
  await served.close();
  await db.close();
  await rm(keysFolder, { recursive: true, force: true });
});

const CONSUMER = 'clinic-app clinic';
const OWNER = 'team-cardiology domain:cardiology';

async function say(who: string, path: string, body?: object): Promise<Json> {
  const answer = await fetch(`${desk.address}/access/agreements${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { authorization: `Bearer ${who}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  expect(answer.status).toBeLessThan(300);
  return answer.json();
}

/** Asked by `clinic-app`, granted by its owner. */
async function agree(change: object = {}, answer: object = {}): Promise<string> {
  const until = new Date(Date.now() + 3_600_000).toISOString();
  const { id } = await say(CONSUMER, '', {
    product: PRODUCT,
    port: 'cases',
    purpose: 'HRESCH',
    until,
    reason,
    ...change,
  });
  await say(OWNER, `/${id}/grant`, { reason, ...answer });
  return id as string;
}
const withdraw = (id: string) => say(OWNER, `/${id}/withdraw`, { reason });

const read = (port = 'cases', purpose = 'HRESCH', token = 'clinic'): Promise<Response> =>
  fetch(`${served.address}/pulse/v1/${port}?limit=1`, {
    headers: { authorization: `Bearer ${token}`, 'mesh-purpose': purpose },
  });
const statusOf = async (...call: Parameters<typeof read>): Promise<number> => (await read(...call)).status;
const columns = async (): Promise<readonly string[]> => {
  const { rows } = (await (await read()).json()) as { rows: readonly object[] };
  return Object.keys(rows[0] ?? {});
};
const becomes = (status: number, ...call: Parameters<typeof read>) =>
  eventually(async () => expect(await statusOf(...call)).toBe(status), WITHIN_A_SECOND);

describe('given an agreement', () => {
  it('is in force within a second of the grant, and out of force within a second of the withdrawal', async () => {
    expect(await statusOf()).toBe(403);
    const id = await agree();
    await becomes(200);
    await withdraw(id);
    await becomes(403);
  });

  it('opens one port for one purpose to one caller', async () => {
    const id = await agree();
    await becomes(200);
    expect(await statusOf('history')).toBe(403);
    expect(await statusOf('cases', 'TREAT')).toBe(403);
    expect(await statusOf('cases', 'HQUALIMP', 'practitioner')).toBe(403);
    expect(await statusOf('cases', 'HRESCH', 'data-scientist')).toBe(200);
    await withdraw(id);
    await becomes(403);
  });

  it('shows nothing personal unless the owner said so', async () => {
    const plain = await agree();
    await becomes(200);
    expect(await columns()).not.toContain('person');
    const revealing = await agree({}, { reveals: ['phi'] });
    await eventually(async () => expect(await columns()).toContain('person'), WITHIN_A_SECOND);
    await withdraw(revealing);
    await eventually(async () => expect(await columns()).not.toContain('person'), WITHIN_A_SECOND);
    await withdraw(plain);
    await becomes(403);
  });

  it('ends by itself', async () => {
    const until = new Date(Date.now() + 1_500).toISOString();
    await agree({ until });
    await becomes(200);
    await eventually(async () => expect(await statusOf()).toBe(403), { timeoutMs: 4_000 });
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(until));
  });

  it('counts the calls that it permitted, for both sides', async () => {
    const id = await agree({ purpose: 'HQUALIMP' });
    await becomes(200, 'cases', 'HQUALIMP');
    await read('cases', 'HQUALIMP');
    const usage = await eventually(async () => {
      const counted = await say(CONSUMER, `/${id}/usage`);
      return counted.calls >= 2 && counted;
    });
    expect(usage.days).toEqual([{ day: usage.lastUsedAt.slice(0, 10), calls: usage.calls }]);
    await withdraw(id);
  });
});

describe('given an agreement on events', () => {
  it('lets its caller watch, and ends the stream when it ends', async () => {
    const watch = () =>
      readEvents(`${served.address}/pulse/v1/events/taken`, {
        authorization: 'Bearer clinic',
        'mesh-purpose': 'HRESCH',
      });
    expect((await watch()).answer.status).toBe(403);
    const id = await agree({ port: 'taken' });
    const stream = await eventually(async () => {
      const opened = await watch();
      expect(opened.answer.status).toBe(200);
      return opened;
    }, WITHIN_A_SECOND);
    const ended = stream.next();
    await withdraw(id);
    expect(await ended).toMatchObject({ event: 'end', data: JSON.stringify({ reason: 'grant-ended' }) });
  });

  it('ends a stream that shows what is personal when only that ends', async () => {
    const id = await agree({ port: 'taken', purpose: 'HRESCH' }, { reveals: ['phi'] });
    const stream = await eventually(async () => {
      const headers = { authorization: 'Bearer clinic', 'mesh-purpose': 'HRESCH' };
      const opened = await readEvents(`${served.address}/pulse/v1/events/taken`, headers);
      expect(opened.answer.status).toBe(200);
      return opened;
    }, WITHIN_A_SECOND);
    // Only now: heard before the other, it would open a stream that shows nothing personal.
    const plain = await agree({ port: 'taken', purpose: 'HRESCH' });
    const ended = stream.next();
    await withdraw(id);
    expect(await ended).toMatchObject({ event: 'end' });
    await withdraw(plain);
  });
});

describe('given a control plane that is away', () => {
  it('goes on, through a restart of the service too', async () => {
    const id = await agree();
    await becomes(200);
    await desk.close();
    expect(await statusOf()).toBe(200);
    await served.close();
    served = await servePulse(lasting());
    expect([await statusOf(), await statusOf('history')]).toEqual([200, 403]);
    await openDesk();
    await withdraw(id);
    await becomes(403);
  });
});
