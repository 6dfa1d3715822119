import { eventually } from '@mesh/testing';
import { READING } from './support/heart-documents.js';
import { call } from './support/http-door.js';
import { BEGIN_TIMEOUT_MS, startMeshForStory, type RunningMesh } from './support/running-mesh.js';

describe('given callers who may not', () => {
  let story: RunningMesh;

  beforeAll(async () => {
    story = await startMeshForStory();
  }, BEGIN_TIMEOUT_MS);

  afterAll(() => story.mesh.dispose(), 60_000);

  const scores = () => `${story.mesh.address(1)}/heart-disease-risk/v1/scores`;

  it('asks a stranger who they are', async () => {
    const { status, body, headers } = await call(scores(), { body: READING });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
    expect(body.code).toEqual(expect.stringMatching(/^ACCESS\./));
  });

  it.each(['nonsense', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJicmFjZWxldC1hcHAifQ.'])(
    'does not believe the token %s',
    async (token) => {
      expect((await call(scores(), { token, body: READING })).status).toBe(401);
    },
  );

  it('does not believe a token that was changed', async () => {
    const [head = '', claims = '', signature = ''] = (await story.callers.token('bracelet-app')).split('.');
    const changed = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
    const forged = Buffer.from(JSON.stringify({ ...changed, roles: ['operator', 'domain:cardiology'] })).toString(
      'base64url',
    );
    expect((await call(scores(), { token: `${head}.${forged}.${signature}`, body: READING })).status).toBe(401);
  });

  it.each(['carla-consumer', 'dana-scientist', 'gov-auditor', 'team-logistics'])(
    'lets %s not score a patient',
    async (identity) => {
      expect((await story.score(READING, { as: identity })).status).toBe(403);
    },
  );

  it('does not let a bracelet promote a model or read the audit', async () => {
    const token = await story.callers.token('bracelet-app');
    const promotion = await call(`${story.mesh.address()}/models/heart-disease-risk/aliases/champion`, {
      token,
      method: 'PUT',
      body: { version: '1' },
    });
    expect(promotion.status).toBe(403);
    expect((await story.ask('/access/audit', 'bracelet-app')).status).toBe(403);
  });

  it('writes down for the auditor who was denied', async () => {
    await story.score(READING, { as: 'carla-consumer' });
    await eventually(
      async () => {
        const { status, text } = await story.ask('/access/audit?caller=carla-consumer', 'gov-auditor');
        expect(status).toBe(200);
        expect(text).toContain('"permitted":false');
      },
      { timeoutMs: 15_000, everyMs: 250 },
    );
  });
});
