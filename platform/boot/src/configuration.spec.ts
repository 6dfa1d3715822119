import { MeshError } from '@mesh/product';
import { Configuration } from './configuration.js';

const refusal = (variables: Record<string, string>): MeshError => {
  try {
    new Configuration(variables);
  } catch (error) {
    if (error instanceof MeshError) return error;
  }
  throw new Error('the configuration was taken');
};

describe('given no variables', () => {
  const configuration = new Configuration({});

  it('runs on this machine alone, with a PostgreSQL and an issuer of its own', () => {
    expect(configuration).toMatchObject({
      host: '127.0.0.1',
      port: 4_000,
      logLevel: 'warn',
      controlPlaneUrl: 'http://127.0.0.1:4000',
    });
    expect([configuration.databaseUrl, configuration.oidcIssuer, configuration.client]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(configuration.issuer).toBe('http://127.0.0.1:4000');
  });

  it('gives each domain a port of its own and knows no other', () => {
    const ports = ['cardiology', 'epidemiology', 'logistics', 'radiology'].map((domain) =>
      configuration.portOf(domain),
    );
    expect(ports).toEqual([4_001, 4_002, 4_003, 4_004]);
    expect(() => configuration.portOf('astrology')).toThrow('no service of this name');
  });

  it('puts every other domain behind these, by the alphabet', () => {
    const larger = new Configuration({}, ['urology', 'cardiology', 'dermatology']);
    expect(['cardiology', 'dermatology', 'urology'].map((domain) => larger.portOf(domain))).toEqual([
      4_001, 4_005, 4_006,
    ]);
    expect(() => new Configuration({ MESH_PORT: '65531' }, ['urology'])).toThrow('configuration');
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(configuration)).toBe(true);
  });
});

describe('given variables', () => {
  it('reads them', () => {
    const configuration = new Configuration({
      MESH_HOME: '/tmp/mesh',
      MESH_HOST: '::1',
      MESH_PORT: '5000',
      LOG_LEVEL: 'debug',
      DATABASE_URL: 'postgresql://u:p@db/mesh',
      OIDC_ISSUER: 'https://issuer.example',
      MESH_CLIENT_ID: 'id',
      MESH_CLIENT_SECRET: 'secret',
    });
    expect(configuration).toMatchObject({
      home: '/tmp/mesh',
      host: '::1',
      port: 5_000,
      logLevel: 'debug',
      databaseUrl: 'postgresql://u:p@db/mesh',
      issuer: 'https://issuer.example',
      controlPlaneUrl: 'http://127.0.0.1:5000',
      client: { id: 'id', secret: 'secret' },
    });
  });

  it.each([
    ['MESH_HOST', 'MARKER'],
    ['MESH_HOST', '1.2.3'],
    ['MESH_PORT', 'MARKER'],
    ['MESH_PORT', '0'],
    ['MESH_PORT', '65532'],
    ['LOG_LEVEL', 'MARKER'],
    ['EVENTS', 'MARKER'],
    ['LAKE', 'MARKER'],
    ['DATABASE_URL', 'mysql://u:MARKER@db/mesh'],
    ['OIDC_ISSUER', 'MARKER'],
    ['MESH_CONTROL_PLANE_URL', 'ftp://MARKER'],
    ['MESH_CLIENT_SECRET', 'MARKER'],
  ])('refuses %s=%s and names that variable alone, without its value', (name, value) => {
    const { code, meta } = refusal({ [name]: value });
    expect(code).toBe('BOOT.CONFIGURATION_INVALID');
    expect(meta.errors?.map(({ pointer }) => pointer)).toEqual([name]);
    expect(JSON.stringify(meta)).not.toContain('MARKER');
  });

  it('reads how Kafka is reached', () => {
    const kafka = {
      EVENTS: 'kafka',
      KAFKA_BROKERS: 'one:9092, [::1]:9093',
      KAFKA_SASL_MECHANISM: 'scram-sha-512',
      KAFKA_SASL_USERNAME: 'mesh',
      KAFKA_SASL_PASSWORD: 'secret',
      KAFKA_SSL: 'true',
    };
    expect(new Configuration(kafka).events).toEqual({
      engine: 'kafka',
      brokers: ['one:9092', '[::1]:9093'],
      signIn: { mechanism: 'scram-sha-512', username: 'mesh', password: 'secret' },
      ssl: true,
    });
    expect(new Configuration({ EVENTS: 'kafka', KAFKA_BROKERS: 'one:9092' }).events).toMatchObject({
      signIn: undefined,
      ssl: false,
    });
    expect(new Configuration({ KAFKA_BROKERS: 'never read' }).events).toEqual({ engine: 'postgres' });
  });

  it.each([
    ['KAFKA_BROKERS', ''],
    ['KAFKA_BROKERS', 'MARKER'],
    ['KAFKA_BROKERS', 'one:9092,MARKER:99999'],
    ['KAFKA_SASL_MECHANISM', 'MARKER'],
    ['KAFKA_SASL_USERNAME', ''],
    ['KAFKA_SASL_PASSWORD', ''],
    ['KAFKA_SSL', 'MARKER'],
  ])('refuses %s=%s for Kafka, without its value', (name, value) => {
    const good = {
      ...{ EVENTS: 'kafka', KAFKA_BROKERS: 'one:9092', KAFKA_SASL_MECHANISM: 'plain' },
      ...{ KAFKA_SASL_USERNAME: 'u', KAFKA_SASL_PASSWORD: 'p' },
    };
    const { meta } = refusal({ ...good, [name]: value });
    expect(meta.errors?.map(({ pointer }) => pointer)).toEqual([name]);
    expect(JSON.stringify(meta)).not.toContain('MARKER');
  });

  it('refuses a name for Kafka without a mechanism', () => {
    const { meta } = refusal({ EVENTS: 'kafka', KAFKA_BROKERS: 'one:9092', KAFKA_SASL_USERNAME: 'u' });
    expect(meta.errors?.map(({ pointer }) => pointer)).toEqual(['KAFKA_SASL_MECHANISM']);
  });

  it('names everything that is wrong at once', () => {
    expect(refusal({ MESH_PORT: 'x', LOG_LEVEL: 'y' }).meta.errors).toHaveLength(2);
  });

  it('takes an empty one as not set', () => {
    expect(new Configuration({ MESH_CONTROL_PLANE_URL: '', DATABASE_URL: '', OIDC_ISSUER: '' })).toMatchObject({
      controlPlaneUrl: 'http://127.0.0.1:4000',
      issuer: 'http://127.0.0.1:4000',
    });
  });
});
