import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { AuditTrail, type Decision } from '@mesh/access';
import { HttpModelRegistry, type GateVerdict } from '@mesh/models';
import {
  startServiceUnderTest,
  startTestDatabase,
  type Json,
  type ServiceUnderTest,
  type TestDatabase,
} from '@mesh/testing';

import { ModelsModule } from '../models.module.js';
import { tinyOnnx, versionOf } from '../testing/new-versions.suite.js';

const passes: readonly GateVerdict[] = [
  { gate: 'rocAuc', passed: true, reason: 'It reaches 0.85.', figures: { value: 0.9 } },
];
const fails: readonly GateVerdict[] = [
  ...passes.map((verdict) => ({ ...verdict, gate: 'brier' })),
  { gate: 'rocAuc', passed: false, reason: 'ROC AUC 0.700 is below 0.85.', figures: { value: 0.7, min: 0.85 } },
  { gate: 'size', passed: false, reason: 'The file has 9 bytes, more than 8.', figures: { bytes: 9, maxBytes: 8 } },
];

describe('given versions that were judged', () => {
  let home: string;
  let db: TestDatabase;
  let service: ServiceUnderTest;
  let registry: HttpModelRegistry;
  const decisions: Decision[] = [];
  let runs = 0;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'mesh-gates-'));
    db = await startTestDatabase();
    const audit: AuditTrail = {
      record: async (decision) => void decisions.push(decision),
      close: async () => undefined,
    };
    service = await startServiceUnderTest(ModelsModule.forRoot({ home }), db.database, [
      { provide: AuditTrail, useValue: audit },
    ]);
    registry = new HttpModelRegistry({ baseUrl: service.address, token: async () => 'domain', retryAfterMs: 10 });
  });

  afterAll(async () => {
    await service.close();
    await db.close();
    await rm(home, { recursive: true });
  });

  const registered = async (model: string, gates?: readonly GateVerdict[]) => {
    const run = `gates-run-${(runs += 1)}`;
    const version = versionOf(await registry.putArtifact(tinyOnnx(run)), run, model);
    return registry.register({ ...version, author: 'test-data-scientist', ...(gates && { gates }) });
  };
  const answered = async (method: string, path: string, options: { role?: string; body?: unknown } = {}) => {
    const answer = await service.call(method, `/models/${path}`, options);
    return { status: answer.status, body: (await answer.json()) as Json };
  };
  const promoted = (model: string, version: string) =>
    answered('PUT', `${model}/aliases/champion`, { body: { version } });
  const requested = (model: string, version: string, role = 'domain') =>
    answered('POST', `${model}/versions/${version}/overrides`, {
      role,
      body: { reason: 'The floor was set for adults; this one is for children.' },
    });

  it('shows the verdicts with the version, and lets no one change them', async () => {
    await registered('shown', fails);
    expect((await answered('GET', 'shown/versions/1')).body.gates).toEqual(fails);
    expect((await answered('GET', 'shown/versions/1/gates', { role: 'auditor' })).body).toEqual({
      model: 'shown',
      version: '1',
      mayServe: false,
      verdicts: fails,
      overrides: [],
    });
    await expect(
      db.database.query(`UPDATE models.version SET document = '{}' WHERE model = 'shown'`),
    ).rejects.toThrow();
  });

  it('promotes what passed, and refuses what failed naming each gate and its figures', async () => {
    await registered('guarded', passes);
    await registered('guarded', fails);
    expect((await promoted('guarded', '1')).status).toBe(200);
    const { status, body } = await promoted('guarded', '2');
    expect([status, body.code]).toEqual([409, 'MODELS.GATES_FAILED']);
    expect(body.errors).toEqual([
      { pointer: '/gates/rocAuc', rule: 'rocAuc', message: 'ROC AUC 0.700 is below 0.85.' },
      { pointer: '/gates/size', rule: 'size', message: 'The file has 9 bytes, more than 8.' },
    ]);
    expect((await registry.aliased('guarded', 'champion'))?.version).toBe('1');
    expect((await answered('PUT', 'guarded/aliases/challenger', { body: { version: '2' } })).status).toBe(409);
    // A shadow answers nobody.
    expect((await answered('PUT', 'guarded/aliases/shadow', { body: { version: '2' } })).status).toBe(200);
  });

  it('takes verdicts from the service of a domain alone', async () => {
    const version = versionOf(await registry.putArtifact(tinyOnnx('forged')), 'forged', 'forged');
    const { status, body } = await answered('POST', 'forged/versions', {
      role: 'data-scientist',
      body: { ...version, gates: passes },
    });
    expect([status, body.code]).toEqual([403, 'MODELS.VERDICTS_NOT_YOURS']);
  });

  it('guards a model from its first judged version on, and leaves alone what was never judged', async () => {
    await registered('older');
    await registered('older', passes);
    await registered('older');
    expect((await promoted('older', '1')).status).toBe(200);
    const { status, body } = await promoted('older', '3');
    expect([status, body.errors]).toEqual([
      409,
      [{ pointer: '/gates', rule: 'judged', message: expect.stringContaining('Nobody has judged') }],
    ]);
    await registered('experiment');
    await registered('experiment');
    expect((await promoted('experiment', '2')).status).toBe(200);
  });

  it('lets a second person override with a reason, and says who in the record and in the history', async () => {
    await registered('overridden', fails);
    const override = await requested('overridden', '1');
    expect([override.status, override.body]).toEqual([
      201,
      expect.objectContaining({ state: 'requested', requestedBy: 'test-domain' }),
    ]);
    expect((await promoted('overridden', '1')).status).toBe(409);
    const approval = `overridden/versions/1/overrides/${override.body.id}/approval`;
    for (const role of ['domain', 'data-scientist']) {
      const { status, body } = await answered('POST', approval, { role });
      expect([role, status, body.code]).toEqual([role, 409, 'MODELS.SECOND_PERSON_NEEDED']);
    }
    expect((await answered('POST', approval, { role: 'auditor' })).status).toBe(403);
    expect((await answered('POST', approval, { role: 'practitioner' })).body).toMatchObject({
      state: 'approved',
      approvedBy: 'test-practitioner',
    });
    expect((await answered('POST', approval, { role: 'practitioner' })).body.code).toBe('MODELS.OVERRIDE_APPROVED');
    expect((await promoted('overridden', '1')).status).toBe(200);

    const record = decisions.filter(({ port }) => port === 'urn:mesh:platform:models:overridden:1');
    expect(record.map(({ caller, rule }) => [caller, rule])).toEqual([
      ['test-domain', `override ${override.body.id} requested against rocAuc, size`],
      ['test-practitioner', `override ${override.body.id} approved, requested by test-domain`],
    ]);
    const { deeds } = (await answered('GET', 'overridden/versions/1/history')).body;
    expect(deeds.map(({ what, by }: Json) => [what, by])).toEqual([
      ['alias gained', 'test-domain'],
      ['override approved', 'test-practitioner'],
      ['override requested', 'test-domain'],
      ['registered', 'test-data-scientist'],
    ]);
    const first = (await answered('GET', 'overridden/versions/1/history?limit=3')).body;
    const rest = (await answered('GET', `overridden/versions/1/history?limit=3&cursor=${first.nextCursor}`)).body;
    expect([...first.deeds, ...rest.deeds]).toEqual(deeds);
  });

  it('keeps overrides as they are, whoever writes to the table', async () => {
    await registered('kept-override', fails);
    await requested('kept-override', '1');
    await expect(db.database.query(`DELETE FROM models.override`)).rejects.toThrow();
    await expect(db.database.query(`UPDATE models.override SET reason = 'another'`)).rejects.toThrow();
    await expect(
      db.database.query(`UPDATE models.override SET approved_by = requested_by, approved_at = now()`),
    ).rejects.toThrow();
  });

  it('refuses an override without need, without reason, for nothing, and one too many', async () => {
    await registered('needless', passes);
    await registered('needless', fails);
    expect((await requested('needless', '1')).body.code).toBe('MODELS.OVERRIDE_NOT_NEEDED');
    expect((await requested('needless', '9')).status).toBe(404);
    for (const body of [{}, { reason: 'short' }, { reason: 7 }, null])
      expect((await answered('POST', 'needless/versions/2/overrides', { body })).status).toBe(422);
    expect((await requested('needless', '2', 'practitioner')).status).toBe(403);
    const unknown = '0195520c-91e2-7000-8000-000000000001';
    expect((await answered('POST', `needless/versions/2/overrides/${unknown}/approval`)).status).toBe(404);
    for (let nth = 0; nth < 20; nth += 1) expect((await requested('needless', '2')).status).toBe(201);
    expect((await requested('needless', '2')).body.code).toBe('MODELS.TOO_MANY_OVERRIDES');
  });

  it('always opens the way back, and falls back to what may serve', async () => {
    for (const gates of [passes, fails, passes]) await registered('back', gates);
    await promoted('back', '1');
    await promoted('back', '3');
    expect((await promoted('back', '1')).status).toBe(200);
    expect((await promoted('back', '3')).status).toBe(200);
    await registry.withdraw('back', '3', '');
    // Version 2 is newer, and failed.
    expect((await registry.aliased('back', 'champion'))?.version).toBe('1');
  });

  it.each([
    ['a gate without a reason', [{ ...passes[0], reason: '' }]],
    ['no gates at all', []],
    ['a figure that is no figure', [{ ...passes[0], figures: { value: true } }]],
  ])('refuses a registration with %s', async (_, gates) => {
    const version = versionOf(await registry.putArtifact(tinyOnnx('odd')), 'odd', 'odd');
    const { status, body } = await answered('POST', 'odd/versions', { body: { ...version, gates } });
    expect([status, body.code]).toEqual([422, 'MODELS.VERSION_INVALID']);
  });
});
