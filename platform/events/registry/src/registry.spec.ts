import { announcementOf, Weighed, weightContract, WeighedWithScale } from './testing/weight-contract.suite.js';
import { startRegistry, type RegistryUnderTest } from './testing/registry.suite.js';

type Schema = Readonly<Record<string, unknown>>;

const SUBJECT = 'cardiology.weight.weighed.v1-value';
const URN = 'urn:mesh:cardiology:weight:weighed';
const schemaOf = (text: string, change: (schema: Schema) => object = (schema) => schema) => ({
  schemaType: 'JSON',
  schema: JSON.stringify(change(JSON.parse(text) as Schema)),
});
const error = (status: number, error_code: number) => ({
  status,
  mediaType: expect.stringContaining('application/vnd.schemaregistry.v1+json'),
  body: { error_code, message: expect.stringMatching(/\w/) },
});

describe('given a contract of two releases', () => {
  let registry: RegistryUnderTest;
  let first: string;

  beforeAll(async () => {
    registry = await startRegistry();
    await registry.announce(
      announcementOf(weightContract('1.0.0', Weighed)),
      announcementOf(weightContract('1.1.0', WeighedWithScale)),
    );
    first = (await registry.ask('GET', `/subjects/${SUBJECT}/versions/1`)).body.schema;
  });
  afterAll(() => registry.close());

  it('has a subject by the name of its topic, with a version for each schema', async () => {
    expect((await registry.ask('GET', '/subjects')).body).toEqual([SUBJECT]);
    expect((await registry.ask('GET', `/subjects/${SUBJECT}/versions`)).body).toEqual([1, 2]);
    const { status, mediaType, body } = await registry.ask('GET', `/subjects/${SUBJECT}/versions/latest`);
    expect([status, mediaType]).toEqual([200, 'application/vnd.schemaregistry.v1+json; charset=utf-8']);
    expect(body).toMatchObject({
      ...{ subject: SUBJECT, version: 2, schemaType: 'JSON' },
      metadata: { properties: { release: '1.1.0' } },
    });
    expect(JSON.parse(body.schema).properties).toHaveProperty('scale');
    expect((await registry.ask('GET', `/subjects/${SUBJECT}/versions/-1`)).body).toEqual(body);
    expect((await registry.ask('GET', `/subjects/${SUBJECT}/versions/2/schema`)).body).toEqual(JSON.parse(body.schema));
    expect((await registry.ask('GET', `/subjects/${SUBJECT}/versions/2/referencedby`)).body).toEqual([]);
  });

  it('gives each schema a number, by which all is found again', async () => {
    const { id, schema } = (await registry.ask('GET', `/subjects/${SUBJECT}/versions/1`)).body;
    expect((await registry.ask('GET', `/schemas/ids/${id}`)).body).toEqual({ schemaType: 'JSON', schema });
    expect((await registry.ask('GET', `/schemas/ids/${id}/schema`)).body).toEqual(JSON.parse(schema));
    expect((await registry.ask('GET', `/schemas/ids/${id}/subjects`)).body).toEqual([SUBJECT]);
    expect((await registry.ask('GET', `/schemas/ids/${id}/versions`)).body).toEqual([{ subject: SUBJECT, version: 1 }]);
    expect((await registry.ask('GET', '/schemas/types')).body).toEqual(['JSON']);
    expect((await registry.ask('GET', '/contexts')).body).toEqual(['.']);
  });

  it('resolves what events name as their dataschema, release by release', async () => {
    for (const [release, version] of [
      ['1.0.0', 1],
      ['1.1.0', 2],
    ] as const) {
      const { body } = await registry.ask('GET', `/schemas/${URN}:${release}`);
      expect(body).toMatchObject({ subject: SUBJECT, version });
    }
    expect(await registry.ask('GET', `/schemas/${URN}:9.9.9`)).toEqual(error(404, 40403));
  });

  it('finds a schema again however its members are ordered, and by the document that the product publishes', async () => {
    const { body: known } = await registry.ask('GET', `/subjects/${SUBJECT}/versions/1`);
    const reversed = schemaOf(first, (schema) => Object.fromEntries(Object.entries(schema).reverse()));
    const published = announcementOf(weightContract('1.0.0')).documents?.find(({ name }) =>
      name.endsWith('Weighed.schema.json'),
    );
    for (const sent of [schemaOf(first), reversed, schemaOf(published?.text ?? '')]) {
      expect((await registry.ask('POST', `/subjects/${SUBJECT}`, sent)).body).toMatchObject({
        id: known.id,
        version: 1,
      });
      expect((await registry.ask('POST', `/subjects/${SUBJECT}/versions`, sent)).body.id).toBe(known.id);
    }
  });

  it('tells units and personal fields in the documents alone, so that every validator reads the schema', () => {
    expect(first).not.toMatch(/"(x-[a-z]+|format|examples|\$id)"/);
    expect(JSON.parse(first)).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#', title: 'Weighed' });
  });

  it('follows the rule of contracts: readers of every release before can read on', async () => {
    const check = async (version: string, change: Parameters<typeof schemaOf>[1]) => {
      const path = `/compatibility/subjects/${SUBJECT}/versions${version}?verbose=true`;
      return (await registry.ask('POST', path, schemaOf(first, change))).body;
    };
    const optional = (name: string) => (schema: Schema) => ({
      ...schema,
      required: (schema['required'] as string[]).filter((one) => one !== name),
    });
    expect(await check('/latest', (schema) => schema)).toMatchObject({ is_compatible: false });
    expect(await check('/1', (schema) => schema)).toEqual({ is_compatible: true, messages: [] });
    const broken = await check('/1', optional('weightKg'));
    expect(broken.is_compatible).toBe(false);
    expect(broken.messages[0]).toMatch(/weightKg/);
    expect((await check('', optional('weightKg'))).messages.length).toBeGreaterThan(1);
    const path = `/compatibility/subjects/${SUBJECT}/versions/1`;
    expect((await registry.ask('POST', path, schemaOf(first))).body).toEqual({ is_compatible: true });
  });

  it('refuses a schema that no contract has: as incompatible, or since it is not for clients to write', async () => {
    const narrower = schemaOf(first, ({ properties, ...schema }) => ({
      ...schema,
      properties: { ...(properties as object), weightKg: { type: 'string' } },
    }));
    expect(await registry.ask('POST', `/subjects/${SUBJECT}/versions`, narrower)).toEqual(error(409, 409));
    const { schema: latest } = (await registry.ask('GET', `/subjects/${SUBJECT}/versions/latest`)).body;
    const wider = schemaOf(latest, ({ properties, ...schema }) => ({
      ...schema,
      properties: { ...(properties as object), more: { type: 'string' } },
    }));
    expect(await registry.ask('POST', `/subjects/${SUBJECT}/versions`, wider)).toEqual(error(422, 42205));
    expect(await registry.ask('POST', '/subjects/new-value/versions', wider)).toEqual(error(422, 42205));
    expect((await registry.ask('GET', '/subjects')).body).toEqual([SUBJECT]);
  });

  it('has the levels and the mode of the contracts, which nobody else changes', async () => {
    const level = { compatibilityLevel: 'FORWARD_TRANSITIVE' };
    for (const path of ['/config', `/config/${SUBJECT}`, '/config/nobody?defaultToGlobal=true'])
      expect((await registry.ask('GET', path)).body).toEqual(level);
    expect(await registry.ask('GET', '/config/nobody')).toEqual(error(404, 40408));
    for (const path of ['/config', `/config/${SUBJECT}`]) {
      const same = await registry.ask('PUT', path, { compatibility: 'FORWARD_TRANSITIVE' });
      expect(same.body).toEqual({ compatibility: 'FORWARD_TRANSITIVE' });
      expect(await registry.ask('PUT', path, { compatibility: 'NONE' })).toEqual(error(422, 42205));
      expect(await registry.ask('PUT', path, { compatibility: 'SOMEHOW' })).toEqual(error(422, 42203));
    }
    for (const path of ['/mode', `/mode/${SUBJECT}`]) {
      expect((await registry.ask('GET', path)).body).toEqual({ mode: 'READONLY' });
      expect(await registry.ask('PUT', path, { mode: 'READWRITE' })).toEqual(error(422, 42205));
      expect(await registry.ask('PUT', path, { mode: 'SOMEHOW' })).toEqual(error(422, 42204));
    }
  });

  it.each<[string, string, string, unknown, number, number]>([
    ['a subject that is none', 'GET', '/subjects/nobody/versions', undefined, 404, 40401],
    ['a version of none', 'GET', '/subjects/nobody/versions/1', undefined, 404, 40401],
    ['a version that is none', 'GET', `/subjects/${SUBJECT}/versions/7`, undefined, 404, 40402],
    ['a version that can be none', 'GET', `/subjects/${SUBJECT}/versions/first`, undefined, 422, 42202],
    ['version nought', 'GET', `/subjects/${SUBJECT}/versions/0`, undefined, 422, 42202],
    ['a version past all numbers', 'GET', `/subjects/${SUBJECT}/versions/2147483648`, undefined, 422, 42202],
    ['a number that no schema has', 'GET', '/schemas/ids/4711', undefined, 404, 40403],
    ['a number that is none', 'GET', '/schemas/ids/first/schema', undefined, 404, 40403],
    ['a schema of another subject', 'POST', '/subjects/nobody', { schemaType: 'JSON', schema: '{}' }, 404, 40401],
    [
      'a schema that the subject has not',
      'POST',
      `/subjects/${SUBJECT}`,
      { schemaType: 'JSON', schema: '{}' },
      404,
      40403,
    ],
    [
      'a text that is no JSON',
      'POST',
      `/subjects/${SUBJECT}/versions`,
      { schemaType: 'JSON', schema: '{' },
      422,
      42201,
    ],
    [
      'a text that is no schema',
      'POST',
      `/subjects/${SUBJECT}/versions`,
      { schemaType: 'JSON', schema: '{"type":7}' },
      422,
      42201,
    ],
    ['an Avro schema', 'POST', `/subjects/${SUBJECT}/versions`, { schema: '"string"' }, 422, 42201],
    [
      'a schema of others',
      'POST',
      `/subjects/${SUBJECT}/versions`,
      { schemaType: 'JSON', schema: '{}', references: [{}] },
      422,
      42201,
    ],
    ['a body without a schema', 'POST', `/subjects/${SUBJECT}`, {}, 400, 400],
    ['a body that is no JSON', 'POST', `/subjects/${SUBJECT}`, '{', 400, 400],
    [
      'an endless schema',
      'POST',
      `/subjects/${SUBJECT}`,
      { schemaType: 'JSON', schema: `${'['.repeat(9_000)}${']'.repeat(9_000)}` },
      422,
      42201,
    ],
    ['the end of a subject', 'DELETE', `/subjects/${SUBJECT}`, undefined, 422, 42205],
    ['the end of a version', 'DELETE', `/subjects/${SUBJECT}/versions/1`, undefined, 422, 42205],
    ['the end of a version that is none', 'DELETE', `/subjects/${SUBJECT}/versions/9`, undefined, 404, 40402],
    ['the end of a level', 'DELETE', `/config/${SUBJECT}`, undefined, 422, 42205],
    [
      'a check against nobody',
      'POST',
      '/compatibility/subjects/nobody/versions/latest',
      { schemaType: 'JSON', schema: '{}' },
      404,
      40401,
    ],
    [
      'a check against no version',
      'POST',
      `/compatibility/subjects/${SUBJECT}/versions/9`,
      { schemaType: 'JSON', schema: '{}' },
      404,
      40402,
    ],
  ])('answers %s with the code that clients know', async (_, method, path, body, status, code) => {
    expect(await registry.ask(method, path, body)).toEqual(error(status, code));
  });
});
