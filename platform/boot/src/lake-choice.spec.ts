import { MeshError } from '@mesh/product';
import { Configuration } from './configuration.js';

const URL_OF_LAKE = 'https://acme.dfs.core.windows.net/lake/mesh';
const SAS = 'sv=2022-11-02&sr=c&sp=racwdlm&se=2030-01-01T00%3A00%3A00Z&sig=MARKER%3D';
const chosen = (variables: Record<string, string>) => new Configuration({ MESH_HOME: '/mesh', ...variables }).lake;

function refused(variables: Record<string, string>): MeshError {
  try {
    chosen(variables);
  } catch (error) {
    if (error instanceof MeshError) return error;
  }
  throw new Error('the configuration was taken');
}

describe('given no choice of a lake', () => {
  it.each([{}, { LAKE: '' }, { LAKE: 'local', ADLS_ACCOUNT_URL: 'nonsense', ADLS_SAS: 'nonsense' }])(
    'takes the local one, whatever is said of the other: %j',
    (variables) => {
      expect(chosen(variables)).toEqual({ kind: 'local', root: '/mesh/lake' });
    },
  );
});

describe('given the lake in the cloud', () => {
  const cloud = { LAKE: 'adls', ADLS_ACCOUNT_URL: URL_OF_LAKE };

  it('is let in by a signature, by the identity of an application, or as the machine', () => {
    const application = { AZURE_TENANT_ID: 't', AZURE_CLIENT_ID: 'c', AZURE_CLIENT_SECRET: 's' };
    const common = { kind: 'adls', url: URL_OF_LAKE, scratch: '/mesh/lake-copies', cacheBytes: undefined };
    expect(chosen({ ...cloud, ...application, ADLS_SAS: SAS })).toEqual({ ...common, access: { sas: SAS } });
    const access = { tenantId: 't', clientId: 'c', clientSecret: 's' };
    expect(chosen({ ...cloud, ...application })).toEqual({ ...common, access });
    expect(chosen({ ...cloud, AZURE_CLIENT_ID: 'c' })).toEqual({ ...common, access: 'machine' });
  });

  it('takes a size for its copies', () => {
    expect(chosen({ ...cloud, ADLS_SAS: SAS, ADLS_CACHE_BYTES: '134217728' })).toMatchObject({
      cacheBytes: 134_217_728,
    });
  });

  it.each([
    [{ LAKE: 'MARKER' }, ['LAKE']],
    [{ LAKE: 'adls', ADLS_SAS: SAS }, ['ADLS_ACCOUNT_URL']],
    [{ ...cloud, ADLS_ACCOUNT_URL: `${URL_OF_LAKE}?${SAS}` }, ['ADLS_ACCOUNT_URL']],
    [{ ...cloud, ADLS_ACCOUNT_URL: 'http://acme.dfs.core.windows.net/MARKER' }, ['ADLS_ACCOUNT_URL']],
    [{ ...cloud, ADLS_SAS: 'MARKER' }, ['ADLS_SAS']],
    [{ ...cloud, AZURE_CLIENT_SECRET: 'MARKER' }, ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID']],
    [{ ...cloud, AZURE_CLIENT_SECRET: 'MARKER', AZURE_TENANT_ID: 't' }, ['AZURE_CLIENT_ID']],
    [{ ...cloud, ADLS_CACHE_BYTES: '1' }, ['ADLS_CACHE_BYTES']],
    [{ ...cloud, ADLS_CACHE_BYTES: '1GB MARKER' }, ['ADLS_CACHE_BYTES']],
  ])('refuses %j by the name of the variable, without its value', (variables, names) => {
    const { code, meta } = refused(variables);
    expect(code).toBe('BOOT.CONFIGURATION_INVALID');
    expect(meta.errors?.map(({ pointer }) => pointer)).toEqual(names);
    expect(JSON.stringify(meta)).not.toContain('MARKER');
  });
});
