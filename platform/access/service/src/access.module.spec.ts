import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Module, type DynamicModule } from '@nestjs/common';
import { AuditTrail, BatchedAuditTrail, DECIDED_TOPIC, TokenVerifier, type Decision } from '@mesh/access';
import { clientCredentials, JwtTokenVerifier } from '@mesh/access-oidc';
import { Database } from '@mesh/database';
import { Courtesy, EventLog } from '@mesh/events';
import { PostgresEventLog } from '@mesh/events-postgres';
import { createLogger, Gatekeeper, Logger, Metrics, startHttpService, type HttpService } from '@mesh/runtime';
import { eventually, startTestDatabase, type TestDatabase } from '@mesh/testing';
import { AccessModule } from './access.module.js';
import { createIssuer, type Issuer } from './issuer/create-issuer.js';

const CONSOLE = {
  issuer: 'https://issuer.example',
  clientId: 'console',
  resource: 'urn:mesh',
  scope: 'openid profile',
  redirectPath: '/signed-in',
  domains: ['cardiology'],
};

@Module({})
class Parts {}

function given(parts: readonly (readonly [symbol | typeof Gatekeeper | typeof Metrics, unknown])[]): DynamicModule {
  const providers = parts.map(([provide, useValue]) => ({ provide, useValue }));
  return { module: Parts, global: true, providers, exports: providers.map(({ provide }) => provide) };
}

@Module({})
class Service {}

describe('given a control plane with its issuer and its audit record', () => {
  let home: string;
  let db: TestDatabase;
  let log: PostgresEventLog;
  let trail: BatchedAuditTrail;
  let issuer: Issuer;
  let service: HttpService;
  /** How busy those are who go first, and how often the record has asked. */
  let [busy, asked] = [0, 0];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'mesh-access-'));
    db = await startTestDatabase();
    log = await PostgresEventLog.open(db.database);
    trail = new BatchedAuditTrail({ log, service: 'control-plane' });
    const port = await freePort();
    issuer = await createIssuer({ issuer: `http://127.0.0.1:${port}`, home });
    const verifier = new JwtTokenVerifier({ issuer: issuer.issuer, audience: 'urn:mesh' });
    const parts = given([
      [Database, db.database],
      [EventLog, log],
      [AuditTrail, trail],
      [TokenVerifier, verifier],
      [Logger, createLogger('control-plane', 'silent')],
      [Metrics, new Metrics('control-plane')],
      [Gatekeeper, new Gatekeeper(verifier, trail)],
    ]);
    const purposesOf = (id: string) => issuer.credentials[id]?.purposes;
    const courtesy = new Courtesy(() => ((asked += 1), busy));
    service = await startHttpService({
      name: 'control-plane',
      module: { module: Service, imports: [parts, AccessModule.forRoot({ console: CONSOLE, purposesOf, courtesy })] },
      host: '127.0.0.1',
      port,
      maxJsonBytes: 100_000,
      maxBinaryBytes: 0,
      foreign: {
        owns: (path) => issuer.owns(path),
        handle: (request, response) => void issuer.handle(request, response),
      },
    });
  });
  afterAll(async () => {
    await service.close();
    await trail.close();
    await log.close();
    await db.close();
    await rm(home, { recursive: true });
  });

  const tokenOf = (identity: string): Promise<string> =>
    clientCredentials({
      issuer: issuer.issuer,
      clientId: identity,
      clientSecret: issuer.credentials[identity]?.clientSecret ?? '',
    }).token();
  const audit = async (identity: string, question = '') => {
    const headers = { authorization: `Bearer ${await tokenOf(identity)}` };
    const response = await fetch(`${issuer.issuer}/access/audit${question}`, { headers });
    const body = (await response.json()) as { code?: string; decisions?: Decision[]; nextCursor?: string };
    return { status: response.status, ...body };
  };

  it('leaves decisions in the log while a burst of calls lasts, and records them then', async () => {
    busy = 1;
    const before = asked;
    expect((await audit('clinic-app')).status).toBe(403);
    await eventually(() => expect(asked).toBeGreaterThan(before + 2));
    expect(await log.lag(DECIDED_TOPIC, 'access-audit')).toBeGreaterThan(0);
    busy = 0;
    await eventually(async () => expect(await log.lag(DECIDED_TOPIC, 'access-audit')).toBe(0));
  });

  it('shows an auditor who was refused and who was let in, the newest first', async () => {
    expect(await audit('clinic-app')).toMatchObject({ status: 403, code: 'ACCESS.DENIED' });
    expect(await audit('gov-auditor')).toMatchObject({ status: 200 });
    const { decisions } = await eventually(async () => {
      const answer = await audit('gov-auditor', '?limit=500');
      expect(answer.decisions?.map(({ caller, permitted }) => `${caller} ${permitted}`)).toEqual(
        expect.arrayContaining(['clinic-app false', 'gov-auditor true']),
      );
      return answer;
    });
    expect(decisions?.map(({ at }) => at)).toEqual(
      decisions
        ?.map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(decisions?.find(({ caller }) => caller === 'clinic-app')).toMatchObject({
      purpose: 'TREAT',
      port: expect.stringMatching(/^urn:mesh:platform:/),
    });
  });

  it('answers questions page by page', async () => {
    await eventually(async () =>
      expect((await audit('gov-auditor', '?caller=gov-auditor')).decisions?.length).toBeGreaterThan(2),
    );
    const first = await audit('gov-auditor', '?caller=gov-auditor&permitted=true&limit=1');
    const second = await audit(
      'gov-auditor',
      `?caller=gov-auditor&permitted=true&limit=1&cursor=${first.nextCursor ?? ''}`,
    );
    expect([first.decisions?.length, second.decisions?.length]).toEqual([1, 1]);
    expect(second.decisions?.[0]?.traceId).not.toBe(first.decisions?.[0]?.traceId);
    expect(await audit('gov-auditor', '?caller=nobody')).toMatchObject({ status: 200, decisions: [] });
  });

  it('says which parameter it does not understand', async () => {
    expect(await audit('gov-auditor', '?limit=9999')).toMatchObject({
      status: 422,
      code: 'AUDIT.QUERY_INVALID',
      errors: [{ pointer: '/limit' }],
    });
  });

  it('tells everybody how to sign in to the console, and nobody else anything', async () => {
    const settings = await fetch(`${issuer.issuer}/console/settings.json`);
    expect([settings.status, await settings.json()]).toEqual([200, CONSOLE]);
    expect((await fetch(`${issuer.issuer}/access/me`)).status).toBe(401);
  });

  it.each<[string, Record<string, string>, object]>([
    [
      'team-cardiology',
      {},
      {
        roles: ['domain', 'domain:cardiology'],
        purposes: ['HOPERAT', 'TREAT', 'HQUALIMP'],
        purpose: 'HOPERAT',
        domains: ['cardiology'],
      },
    ],
    [
      'clinic-app',
      { 'mesh-purpose': 'ETREAT' },
      { roles: ['clinic'], purposes: ['TREAT'], purpose: 'ETREAT', domains: [] },
    ],
  ])('tells %s who it is', async (identity, headers, me) => {
    const authorization = `Bearer ${await tokenOf(identity)}`;
    const response = await fetch(`${issuer.issuer}/access/me`, { headers: { authorization, ...headers } });
    expect(await response.json()).toEqual({ id: identity, ...me });
  });

  it('asks for a token before anything else', async () => {
    expect((await fetch(`${issuer.issuer}/access/audit`)).status).toBe(401);
  });

  it('puts an event without decisions aside and goes on recording', async () => {
    const traceId = 'abcdef0123456789abcdef0123456789';
    const event = {
      id: 'e-1',
      source: 'urn:mesh:service:test',
      type: DECIDED_TOPIC,
      time: '2026-03-01T12:00:00Z',
      key: 'control-plane',
    };
    await log.append(DECIDED_TOPIC, [{ ...event, data: { nothing: true } }]);
    const decision = {
      at: '2026-03-01T12:00:00.000Z',
      caller: 'c',
      port: 'urn:mesh:d:p:x',
      permitted: false,
      rule: 'closed',
      traceId,
    };
    await trail.record(decision);
    await eventually(
      async () => expect((await audit('gov-auditor', `?traceId=${traceId}`)).decisions).toEqual([decision]),
      { timeoutMs: 15_000, everyMs: 100 },
    );
    expect(await log.deadLetters(DECIDED_TOPIC, 'access-audit', 10)).toMatchObject([{ event: { id: 'e-1' } }]);
  });
});

/** The issuer must know its address before the service listens on it. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}
