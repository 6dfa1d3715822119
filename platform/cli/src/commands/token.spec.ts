import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ControlPlaneDouble } from '../testing/control-plane-double.js';
import { ran } from '../testing/recording-terminal.js';

const CREDENTIALS = {
  'dana-scientist': {
    clientId: 'dana:scientist',
    clientSecret: 'p+ss word',
    roles: ['data-scientist'],
    purposes: ['HRESCH'],
  },
};

describe('given a home with credentials and a control plane', () => {
  let home: string;
  let controlPlane: ControlPlaneDouble;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'mesh-cli-'));
    await writeFile(join(home, 'credentials.json'), JSON.stringify(CREDENTIALS));
    controlPlane = await ControlPlaneDouble.start((port) => ({
      'GET /.well-known/openid-configuration': {
        body: {
          issuer: `http://127.0.0.1:${port}`,
          token_endpoint: `http://127.0.0.1:${port}/oidc/token`,
          jwks_uri: `http://127.0.0.1:${port}/oidc/jwks`,
        },
      },
      'POST /oidc/token': { body: { access_token: 'the-token', expires_in: 600 } },
    }));
  });

  afterEach(async () => {
    await controlPlane.stop();
    await rm(home, { recursive: true });
  });

  const surroundings = () => ({ MESH_HOME: home, MESH_PORT: String(controlPlane.port) });

  it('prints the token alone, so that a script can use it', async () => {
    expect(await ran(['token', '--as', 'dana-scientist'], surroundings())).toEqual({
      status: 0,
      stdout: 'the-token\n',
      stderr: '',
    });
  });

  it('encodes id and secret as OAuth 2.0 wants it', async () => {
    await ran(['token', '--as', 'dana-scientist', '--purpose', 'HRESCH'], surroundings());
    const asked = controlPlane.seen.find(({ line }) => line === 'POST /oidc/token');
    expect(Buffer.from(String(asked?.authorization).slice(6), 'base64').toString()).toBe(
      'dana%3Ascientist:p%2Bss+word',
    );
    expect(Object.fromEntries(new URLSearchParams(asked?.body))).toMatchObject({
      grant_type: 'client_credentials',
      purpose_of_use: 'HRESCH',
    });
  });

  it('refuses a purpose that the identity does not have before it asks for anything', async () => {
    const { status, stderr } = await ran(['token', '--as', 'dana-scientist', '--purpose', 'TREAT'], surroundings());
    expect(status).toBe(1);
    expect(stderr).toContain('CLI.PURPOSE_NOT_ALLOWED');
    expect(controlPlane.seen).toEqual([]);
  });

  it('names the identities there are when it does not know one', async () => {
    const { status, stderr } = await ran(['token', '--as', 'constructor'], surroundings());
    expect(status).toBe(1);
    expect(stderr).toContain('dana-scientist');
    expect(stderr).not.toContain('p+ss');
  });
});
