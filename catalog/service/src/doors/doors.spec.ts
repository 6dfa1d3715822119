import type { Json } from '@mesh/testing';

import { pulse, startCatalog, type CatalogUnderTest } from '../testing/catalog.suite.js';

const documents = ['openapi.json', 'asyncapi.json', 'contract.odcs.yaml', 'product.odps.yaml'].map((name) => ({
  name,
  mediaType: name.endsWith('.json') ? 'application/json' : 'application/yaml',
  path: `/pulse/v1/${name}`,
  sha256: '0'.repeat(64),
}));
const documented = { ...pulse, documents };
const successor = {
  ...pulse,
  id: 'cardiology.rhythm',
  urn: 'urn:mesh:cardiology:rhythm',
  name: 'rhythm',
  title: 'Rhythm',
  inputs: [{ name: 'readings', from: 'cardiology.pulse:taken' }],
  deprecation: { since: '1.0.0', announced: '2026-01-01', sunset: '2027-01-01', replacement: 'cardiology.pulse' },
};

let catalog: CatalogUnderTest;

beforeAll(async () => {
  catalog = await startCatalog();
  await catalog.announce({ ...documented, version: '0.9.0' });
  await catalog.announce(documented);
  await catalog.announce(successor);
  await catalog.heard();
});
afterAll(() => catalog.close());

const ask = (path: string, init: RequestInit = {}) => fetch(`${catalog.service.address}${path}`, init);

describe('given a program that looks for APIs (RFC 9727)', () => {
  it('finds the catalog by its link alone', async () => {
    const answer = await ask('/.well-known/api-catalog', { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    expect(answer.headers.get('link')).toBe(`<${catalog.service.address}/.well-known/api-catalog>; rel="api-catalog"`);
    expect(answer.headers.get('content-type')).toMatch(
      /^application\/linkset\+json; ?profile="https:\/\/www.rfc-editor.org\/info\/rfc9727"/,
    );
  });

  it('reads a linkset in which each product has its descriptions, its data and its health (RFC 9264)', async () => {
    const answer = await ask('/.well-known/api-catalog');
    expect(answer.headers.get('content-type')).toMatch(/^application\/linkset\+json/);
    const { linkset } = (await answer.json()) as Json;
    const [self, ...products] = linkset;
    expect(self.anchor).toBe(`${catalog.service.address}/.well-known/api-catalog`);
    expect(self.item.map(({ title }: Json) => title)).toEqual(['Pulse', 'Rhythm']);
    expect(products.map(({ anchor }: Json) => anchor)).toEqual(self.item.map(({ href }: Json) => href));
    const page = `${catalog.service.address}/catalog/products/cardiology.pulse`;
    expect(products[0]).toEqual({
      anchor: expect.stringMatching(/^http:\/\/.*\/pulse\/v1$/),
      'service-desc': [
        { href: `${page}/documents/openapi.json`, type: 'application/json' },
        { href: `${page}/documents/asyncapi.json`, type: 'application/json' },
      ],
      'service-meta': [
        { href: page, type: 'application/json' },
        { href: `${page}/dcat`, type: 'application/ld+json' },
        { href: `${page}/documents/contract.odcs.yaml`, type: 'application/yaml' },
        { href: `${page}/documents/product.odps.yaml`, type: 'application/yaml' },
      ],
      status: [{ href: expect.stringMatching(/\/health\/ready$/), type: 'application/json' }],
    });
  });

  it('is given the catalog in pages', async () => {
    const first = (await (await ask('/.well-known/api-catalog?limit=1')).json()) as Json;
    const [{ href }] = first.linkset[0].next;
    const second = (await (await fetch(href)).json()) as Json;
    expect(second.linkset[0].item.map(({ title }: Json) => title)).toEqual(['Rhythm']);
    expect(second.linkset[0].next).toBeUndefined();
  });

  it('is told addresses of the host that it asked for, and of no other that it makes up', async () => {
    const named = await catalog.service.call('GET', '/.well-known/api-catalog');
    expect(named.headers.get('link')).toContain(catalog.service.address);
    expect((await ask('/.well-known/api-catalog?secret=1')).status).toBe(422);
  });
});

describe('given another catalog that reads DCAT 3', () => {
  /** The classes and properties of DCAT 3 and its surroundings that may be used, by their addresses. */
  const KNOWN: Readonly<Record<string, readonly string[]>> = {
    'http://www.w3.org/ns/dcat#': [
      ...[
        'Catalog',
        'Dataset',
        'DataService',
        'Distribution',
        'dataset',
        'service',
        'distribution',
        'keyword',
        'theme',
      ],
      ...['contactPoint', 'landingPage', 'version', 'hasVersion', 'accessURL', 'accessService', 'mediaType'],
      ...['endpointURL', 'endpointDescription', 'servesDataset'],
    ],
    'http://purl.org/dc/terms/': [
      ...[
        'title',
        'description',
        'identifier',
        'issued',
        'modified',
        'publisher',
        'conformsTo',
        'accessRights',
        'rights',
      ],
      ...['RightsStatement', 'isReplacedBy', 'isVersionOf'],
    ],
    'http://xmlns.com/foaf/0.1/': ['Organization', 'name'],
    'http://www.w3.org/2006/vcard/ns#': ['Group', 'fn', 'hasEmail'],
    'http://www.w3.org/2004/02/skos/core#': ['Concept', 'prefLabel'],
    'http://www.w3.org/ns/adms#': ['status', 'sample'],
    'http://www.w3.org/ns/prov#': ['wasDerivedFrom'],
    'http://www.w3.org/2000/01/rdf-schema#': ['label'],
    'http://www.w3.org/ns/hydra/core#': ['Collection', 'PartialCollectionView', 'view', 'first', 'next', 'totalItems'],
  };
  const SET_OF_NODES = new Set(['dcat:dataset', 'dcat:service', 'dcat:distribution', 'dcat:theme', 'dcat:hasVersion']);

  /** Every term of a document as an address, as JSON-LD expands compact IRIs by its context; throws on what it does not define. */
  function checkTerms(context: Json, value: Json): void {
    if (Array.isArray(value)) return value.forEach((one) => checkTerms(context, one));
    if (typeof value !== 'object' || value === null) return;
    const types = [value['@type'] ?? []].flat() as string[];
    for (const term of [...Object.keys(value).filter((name) => !name.startsWith('@')), ...types]) {
      const [prefix = '', name = ''] = term.split(':');
      expect([term, KNOWN[context[prefix]]]).toEqual([term, expect.arrayContaining([name])]);
    }
    for (const [term, one] of Object.entries(value)) {
      if (term === '@context') continue;
      if (context[term]?.['@type'] === '@id')
        for (const address of [one].flat()) expect([term, URL.canParse(address as string)]).toEqual([term, true]);
      if (SET_OF_NODES.has(term))
        for (const node of [one].flat() as Json[]) expect(node['@id']).toEqual(expect.any(String));
      checkTerms(context, one);
    }
  }

  it('gets the whole catalog in terms that the vocabularies define', async () => {
    const answer = await ask('/catalog/dcat');
    expect(answer.headers.get('content-type')).toMatch(/^application\/ld\+json/);
    const catalogNode = (await answer.json()) as Json;
    expect(catalogNode['@type']).toContain('dcat:Catalog');
    expect(catalogNode['dcat:dataset']).toHaveLength(2);
    expect(catalogNode['dcat:service']).toHaveLength(2);
    checkTerms(catalogNode['@context'], catalogNode);
  });

  it('gets it in pages that lead to each other', async () => {
    const first = (await (await ask('/catalog/dcat?limit=1')).json()) as Json;
    expect(first['hydra:totalItems']).toBe(2);
    const second = (await (await fetch(first['hydra:view']['hydra:next'])).json()) as Json;
    expect(second['dcat:dataset'][0]['dct:title']).toBe('Rhythm');
    expect(second['hydra:view']['hydra:next']).toBeUndefined();
    expect(second['@id']).toBe(first['@id']);
  });

  it('gets one product as a dataset with its distributions, and the service that gives access to it', async () => {
    const { '@context': context, '@graph': graph } = (await (
      await ask('/catalog/products/cardiology.pulse/dcat')
    ).json()) as Json;
    checkTerms(context, graph);
    const [dataset, service] = graph;
    const self = `${catalog.service.address}/catalog/products/cardiology.pulse`;
    expect(dataset).toMatchObject({
      '@id': self,
      '@type': 'dcat:Dataset',
      'dct:identifier': pulse.urn,
      'dcat:version': '1.0.0',
      'dcat:keyword': ['pulse'],
      'dcat:contactPoint': { 'vcard:hasEmail': 'mailto:cardiology@cloudmedical.example' },
    });
    expect(dataset['dcat:hasVersion'].map((version: Json) => version['dcat:version'])).toEqual(['1.0.0', '0.9.0']);
    expect(dataset['dcat:theme'].map((theme: Json) => theme['skos:prefLabel'])).toEqual(['cardiology', 'Heart rate']);
    const rows = dataset['dcat:distribution'].filter((one: Json) => one['dct:title'] === 'history');
    expect(rows.map((one: Json) => one['dcat:mediaType'])).toEqual([
      'https://www.iana.org/assignments/media-types/application/json',
      'https://www.iana.org/assignments/media-types/text/csv',
      'https://www.iana.org/assignments/media-types/application/vnd.apache.parquet',
    ]);
    expect(rows[0]).toMatchObject({
      'dcat:accessURL': expect.stringMatching(/\/pulse\/v1\/history$/),
      'dcat:accessService': `${self}#service`,
      'dct:conformsTo': [`${self}/documents/contract.odcs.yaml`],
    });
    expect(service).toMatchObject({
      '@id': `${self}#service`,
      '@type': 'dcat:DataService',
      'dcat:endpointDescription': [`${self}/documents/openapi.json`, `${self}/documents/asyncapi.json`],
      'dcat:servesDataset': self,
    });
  });

  it('learns what a product is made from, and what follows a deprecated one', async () => {
    const { '@graph': graph } = (await (await ask('/catalog/products/cardiology.rhythm/dcat')).json()) as Json;
    const before = `${catalog.service.address}/catalog/products/cardiology.pulse`;
    expect(graph[0]).toMatchObject({ 'prov:wasDerivedFrom': [before], 'dct:isReplacedBy': before });
  });

  it('is not sent again what it has', async () => {
    const etag = (await ask('/catalog/products/cardiology.pulse/dcat')).headers.get('etag')!;
    const again = await ask('/catalog/products/cardiology.pulse/dcat', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    expect((await ask('/catalog/products/cardiology.nothing/dcat')).status).toBe(404);
  });
});
