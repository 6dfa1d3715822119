import { announcementOf, Weighed, weightContract, WeighedWithScale } from './testing/weight-contract.suite.js';
import { startRegistry, type RegistryUnderTest } from './testing/registry.suite.js';

const SUBJECT = 'cardiology.weight.weighed.v1-value';
const URN = 'urn:mesh:cardiology:weight:weighed';

describe('given releases that are heard in another order', () => {
  let registry: RegistryUnderTest;

  beforeEach(async () => {
    registry = await startRegistry();
  });
  afterEach(() => registry.close());

  const versionsAndLatest = async () => [
    (await registry.ask('GET', `/subjects/${SUBJECT}/versions`)).body,
    (await registry.ask('GET', `/subjects/${SUBJECT}/versions/latest`)).body.metadata.properties.release,
  ];

  it('takes the highest release as the latest', async () => {
    await registry.announce(announcementOf(weightContract('1.10.0', WeighedWithScale)));
    await registry.announce(announcementOf(weightContract('1.9.0', Weighed)));
    expect(await versionsAndLatest()).toEqual([[1, 2], '1.10.0']);
  });

  it('makes no version of a release that has the schema of another, and none of what it heard before', async () => {
    for (const version of ['1.0.0', '1.0.1', '1.0.0'] as const)
      await registry.announce(announcementOf(weightContract(version)));
    expect(await versionsAndLatest()).toEqual([[1], '1.0.0']);
    expect((await registry.ask('GET', `/schemas/${URN}:1.0.1`)).body.version).toBe(1);
  });

  it('gives each major a subject of its own, and one number to what both say', async () => {
    await registry.announce(announcementOf(weightContract('1.0.0')), announcementOf(weightContract('2.0.0')));
    const [one, two] = (await registry.ask('GET', '/subjects')).body;
    const idOf = async (subject: string) => (await registry.ask('GET', `/subjects/${subject}/versions/latest`)).body.id;
    expect(two).toBe('cardiology.weight.weighed.v2-value');
    expect(await idOf(one)).toBe(await idOf(two));
    const places = (await registry.ask('GET', `/schemas/ids/${await idOf(one)}/subjects`)).body;
    expect(places).toEqual([one, two]);
  });

  it('keeps its numbers over a restart', async () => {
    await registry.announce(announcementOf(weightContract('1.0.0')));
    const before = (await registry.ask('GET', `/subjects/${SUBJECT}/versions/latest`)).body;
    await registry.restart();
    await registry.announce(announcementOf(weightContract('1.0.0')));
    expect((await registry.ask('GET', `/subjects/${SUBJECT}/versions/latest`)).body).toEqual(before);
  });

  it('believes no product about the topics of another, and no document that it cannot read', async () => {
    const foreign = announcementOf(weightContract('1.0.0'));
    const asAnother = { ...foreign.product, id: 'radiology.images', domain: 'radiology', name: 'images' };
    await registry.announce(
      { ...foreign, product: asAnother },
      { ...foreign, product: { ...foreign.product, domain: 'radiology' } },
      { ...foreign, documents: [{ name: 'asyncapi.json', text: '{' }] },
      { ...foreign, documents: [{ name: 'asyncapi.json', text: '{"channels":{"a":null,"b":{"address":7}}}' }] },
    );
    expect((await registry.ask('GET', '/subjects')).body).toEqual([]);
  });
});

describe('given ten thousand subjects', () => {
  let registry: RegistryUnderTest;
  const PRODUCTS = 20;
  const CHANNELS = 500;
  const padded = (number: number) => String(number).padStart(3, '0');

  const large = (product: number) => {
    const announcement = announcementOf(weightContract('1.0.0'));
    const [id, name] = [`cardiology.p${padded(product)}`, `p${padded(product)}`];
    const channels = Object.fromEntries(
      Array.from({ length: CHANNELS }, (_, nth) => [
        `c${padded(nth)}`,
        { address: `${id}.c${padded(nth)}.v1`, messages: { m: { $ref: '#/components/messages/m' } } },
      ]),
    );
    const components = { messages: { m: { payload: { type: 'object', title: id } } } };
    return {
      ...announcement,
      product: { ...announcement.product, id, name, urn: `urn:mesh:cardiology:${name}` },
      documents: [{ name: 'asyncapi.json', text: JSON.stringify({ channels, components }) }],
    };
  };

  beforeAll(async () => {
    registry = await startRegistry();
    await registry.announce(...Array.from({ length: PRODUCTS }, (_, nth) => large(nth)));
  }, 120_000);
  afterAll(() => registry.close());

  it('lists them all in order, in parts, and by prefix', async () => {
    const all = (await registry.ask('GET', '/subjects')).body as string[];
    expect(all).toHaveLength(PRODUCTS * CHANNELS);
    expect(all).toEqual([...all].sort());
    const paged: string[] = [];
    for (let offset = 0; offset < all.length; offset += 900)
      paged.push(...(await registry.ask('GET', `/subjects?offset=${offset}&limit=900`)).body);
    expect(paged).toEqual(all);
    const prefixed = (await registry.ask('GET', '/subjects?subjectPrefix=:*:cardiology.p007.')).body as string[];
    expect(prefixed).toEqual(all.filter((name) => name.startsWith('cardiology.p007.')));
    expect((await registry.ask('GET', '/subjects?subjectPrefix=cardiology.p007.c499')).body).toHaveLength(1);
  });

  it('pages where a schema stands', async () => {
    const { id } = (await registry.ask('GET', '/subjects/cardiology.p003.c000.v1-value/versions/1')).body;
    expect((await registry.ask('GET', `/schemas/ids/${id}/subjects?offset=490&limit=50`)).body).toHaveLength(10);
    expect((await registry.ask('GET', `/config/cardiology.p003.c000.v1-value`)).body).toEqual({
      compatibilityLevel: 'BACKWARD_TRANSITIVE',
    });
  });
});
