import { Configuration } from './configuration.js';
import { consoleSettings } from './embedded-issuer.js';

describe('given a console', () => {
  it('signs people in at the embedded issuer by default', () => {
    expect(consoleSettings(new Configuration({ MESH_PORT: '5000' }))).toEqual({
      issuer: 'http://127.0.0.1:5000',
      clientId: 'mesh-console',
      resource: 'urn:mesh',
      scope: 'openid profile',
      redirectPath: '/signed-in',
      domains: ['cardiology', 'epidemiology', 'logistics', 'radiology'],
    });
  });

  it('signs them in at another issuer as the client that it is registered as there', () => {
    const variables = {
      OIDC_ISSUER: 'https://issuer.example',
      OIDC_AUDIENCE: 'api://mesh',
      OIDC_CONSOLE_CLIENT_ID: 'c-1',
    };
    expect(consoleSettings(new Configuration(variables))).toMatchObject({
      issuer: 'https://issuer.example',
      clientId: 'c-1',
      resource: 'api://mesh',
    });
  });

  it.each(['', undefined])(
    'cannot sign anybody in at an issuer where it is not registered (%j)',
    (OIDC_CONSOLE_CLIENT_ID) => {
      const variables = { OIDC_ISSUER: 'https://issuer.example', OIDC_CONSOLE_CLIENT_ID };
      expect(consoleSettings(new Configuration(variables))).toBeUndefined();
    },
  );
});
