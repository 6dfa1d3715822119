import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callersOf } from './support/callers.js';
import { READING } from './support/heart-documents.js';
import { call } from './support/http-door.js';
import { MeshProcess } from './support/mesh-process.js';

describe('given a mesh whose identities belong to an OpenID provider elsewhere', () => {
  let provider: MeshProcess;
  let mesh: MeshProcess;

  beforeAll(async () => {
    // The control plane of another mesh is the provider: a real one, with keys and clients of its own.
    provider = await MeshProcess.create();
    await provider.start();
    const { clientId, clientSecret } = credentialOf(provider, 'team-cardiology');
    mesh = await MeshProcess.create({
      OIDC_ISSUER: provider.address(),
      MESH_CLIENT_ID: clientId,
      MESH_CLIENT_SECRET: clientSecret,
    });
    await mesh.start();
  }, 120_000);

  afterAll(async () => {
    await mesh?.dispose();
    await provider?.dispose();
  }, 60_000);

  const score = (token: string) => call(`${mesh.address(1)}/heart-disease-risk/v1/scores`, { token, body: READING });

  it('trains, promotes and scores for callers of that provider', async () => {
    const { status, body } = await score(await callersOf(provider.place).token('bracelet-app'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ model: { name: 'heart-disease-risk', version: '1' } });
  });

  it('makes no identities of its own and serves no issuer', async () => {
    expect(existsSync(join(mesh.place.home, 'credentials.json'))).toBe(false);
    expect((await call(`${mesh.address()}/.well-known/openid-configuration`)).status).toBe(404);
  });

  it('goes on while the provider is away, with the keys that it kept', async () => {
    const token = await callersOf(provider.place).token('clinic-app');
    await provider.stop();
    expect((await score(token)).status).toBe(200);
  });
});

function credentialOf({ place }: MeshProcess, identity: string): { clientId: string; clientSecret: string } {
  const all = JSON.parse(readFileSync(join(place.home, 'credentials.json'), 'utf8')) as Record<
    string,
    { clientId: string; clientSecret: string }
  >;
  return all[identity] as { clientId: string; clientSecret: string };
}
