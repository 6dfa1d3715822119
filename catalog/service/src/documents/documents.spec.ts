import { createHash } from 'node:crypto';

import type { DocumentText } from '@mesh/events';
import type { Json } from '@mesh/testing';

import { pulse, startCatalog, type CatalogUnderTest } from '../testing/catalog.suite.js';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const schema: DocumentText = { name: 'schemas/Reading.schema.json', text: '{"title":"Reading"}\n' };
const openapi: DocumentText = { name: 'openapi.json', text: '{"openapi":"3.1.0"}\n' };
const card: DocumentText = { name: 'pulse.card.md', text: '# Pulse\n' };
const samples: DocumentText = { name: 'samples.json', text: '{"synthetic":true}\n' };

const withDocuments = (version: string, documents: readonly DocumentText[]) => ({
  ...pulse,
  version,
  documents: documents.map(({ name, text }) => ({
    name,
    mediaType: name.endsWith('.schema.json') ? 'application/schema+json' : 'application/json',
    path: `/pulse/v1/${name}`,
    sha256: sha256(text),
  })),
});

describe('given a product that was announced with its documents', () => {
  const path = '/catalog/products/cardiology.pulse/documents';
  const next = { ...openapi, text: '{"openapi":"3.1.0","info":{}}\n' };
  let catalog: CatalogUnderTest;

  beforeAll(async () => {
    catalog = await startCatalog();
    const first = withDocuments('1.0.0', [openapi, schema]);
    await catalog.announce(first, { documents: [openapi, card] });
    await catalog.announce(first, { documents: [schema, samples] });
    await catalog.announce(withDocuments('1.1.0', [next]), { documents: [next, card] });
    await catalog.announce(withDocuments('1.1.0', [next]), { state: 'stopped' });
    await catalog.heard();
  });
  afterAll(() => catalog.close());

  it('lists those of the present version, with their address and hash', async () => {
    const { version, documents } = await catalog.get(path);
    expect(version).toBe('1.1.0');
    expect(documents).toEqual([
      expect.objectContaining({
        name: 'openapi.json',
        mediaType: 'application/json',
        sha256: sha256(next.text),
        bytes: next.text.length,
        links: { self: `${path}/openapi.json` },
      }),
      expect.objectContaining({ name: 'pulse.card.md', mediaType: 'text/markdown; charset=utf-8' }),
    ]);
  });

  it('lists those of an earlier version, told in several announcements', async () => {
    const { documents } = await catalog.get(`${path}?version=1.0.0`);
    expect(documents.map(({ name }: Json) => name)).toEqual([
      'openapi.json',
      'pulse.card.md',
      'samples.json',
      'schemas/Reading.schema.json',
    ]);
  });

  it.each([
    ['openapi.json', next.text, 'application/json; charset=utf-8'],
    ['openapi.json?version=1.0.0', openapi.text, 'application/json; charset=utf-8'],
    [`openapi.json?sha256=${sha256(openapi.text)}`, openapi.text, 'application/json; charset=utf-8'],
    ['schemas/Reading.schema.json?version=1.0.0', schema.text, 'application/schema+json; charset=utf-8'],
    ['schemas%2FReading.schema.json?version=1.0.0', schema.text, 'application/schema+json; charset=utf-8'],
    ['pulse.card.md', card.text, 'text/markdown; charset=utf-8'],
  ])('gives the bytes of %s while the service is away', async (name, text, mediaType) => {
    const answer = await fetch(`${catalog.service.address}${path}/${name}`);
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([200, mediaType, text]);
    expect(answer.headers.get('etag')).toBe(`"${sha256(text)}"`);
  });

  it('answers 304 to who has the bytes', async () => {
    const headers = { 'if-none-match': `"${sha256(card.text)}"` };
    const answer = await catalog.service.call('GET', `${path}/pulse.card.md`, { headers });
    expect([answer.status, await answer.text()]).toEqual([304, '']);
  });

  it('gives the samples that were announced', async () => {
    expect(await catalog.get('/catalog/products/cardiology.pulse/samples?version=1.0.0')).toEqual({ synthetic: true });
  });

  it.each([
    ['/openapi.json?version=9.9.9', 'CATALOG.VERSION_UNKNOWN'],
    ['?version=9.9.9', 'CATALOG.VERSION_UNKNOWN'],
    ['/schemas/Reading.schema.json', 'CATALOG.DOCUMENT_UNKNOWN'],
    ['/%00', 'CATALOG.DOCUMENT_UNKNOWN'],
    ['/..%2F..%2Fetc%2Fpasswd', 'CATALOG.DOCUMENT_UNKNOWN'],
    [`/openapi.json?sha256=${'0'.repeat(64)}`, 'CATALOG.DOCUMENT_UNKNOWN'],
  ])('answers 404 for %s', async (end, code) => {
    const answer = await catalog.service.call('GET', `${path}${end}`);
    expect([answer.status, ((await answer.json()) as Json).code]).toEqual([404, code]);
  });

  it('keeps the same text once', async () => {
    const [row] = await catalog.db.database.query(`SELECT count(*) AS texts FROM catalog.content`);
    expect(row).toEqual({ texts: 5 });
  });

  it('tells that a model card is another, though the description is not', async () => {
    const text = '# Pulse\n\nFor adults.\n';
    await catalog.announce(withDocuments('1.1.0', [next]), { documents: [next, { ...card, text }] });
    await catalog.heard();
    const { changes } = await catalog.get('/catalog/changes?product=cardiology.pulse');
    expect(changes.find(({ kind }: Json) => kind === 'described')).toMatchObject({
      summary: 'Version 1.1.0 is described otherwise: pulse.card.md',
      detail: { documents: [{ name: 'pulse.card.md', before: sha256(card.text), after: sha256(text) }] },
    });
  });

  it('gives the text that was told last, and that of before by its hash', async () => {
    const read = async (query = '') => (await catalog.service.call('GET', `${path}/pulse.card.md${query}`)).text();
    expect(await read()).toBe('# Pulse\n\nFor adults.\n');
    expect(await read(`?sha256=${sha256(card.text)}`)).toBe(card.text);
  });

  it('lists the versions, the newest first, with the way to their documents', async () => {
    const { versions } = await catalog.get('/catalog/products/cardiology.pulse/versions');
    expect(versions).toEqual([
      expect.objectContaining({ version: '1.1.0', current: true, documents: 2 }),
      expect.objectContaining({
        version: '1.0.0',
        current: false,
        documents: 4,
        replacedAt: expect.any(String),
        links: {
          documents: `${path}?version=1.0.0`,
          compare: '/catalog/products/cardiology.pulse/versions/compare?from=1.0.0&to=1.1.0',
        },
      }),
    ]);
    expect(versions[0].replacedAt).toBeUndefined();
    const first = await catalog.get('/catalog/products/cardiology.pulse/versions?limit=1');
    const second = await catalog.get(`/catalog/products/cardiology.pulse/versions?limit=1&cursor=${first.nextCursor}`);
    expect(second.versions).toEqual([versions[1]]);
  });
});
