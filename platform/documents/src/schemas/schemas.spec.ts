import { isInstant, jsonSchemaOf, samplesOf, type DataProduct } from '@mesh/product';
import fc from 'fast-check';
import { contractAjv } from '../testing/contract-ajv.js';
import { oddProduct, quietProduct, Taking, Unshown } from '../testing/odd-product.js';
import { scoringProduct } from '../testing/scoring-product.js';
import { INSTANT_PATTERN } from './shape-schema.js';
import { schemasOf } from './schemas.js';

interface SchemaDocument {
  readonly $id: string;
  readonly $schema: string;
  readonly title: string;
  readonly description: string;
  readonly examples?: readonly unknown[];
}
const read = (text: string): SchemaDocument => JSON.parse(text) as SchemaDocument;
const documentOf = (product: DataProduct, name: string): SchemaDocument =>
  read(schemasOf(product).find((document) => document.name === `schemas/${name}.schema.json`)?.text ?? '{}');

describe.each([
  ['a product that scores', scoringProduct as DataProduct],
  ['an odd product', oddProduct as DataProduct],
  ['a product that nobody calls', quietProduct as DataProduct],
])('given the schemas of %s', (_, product) => {
  const documents = schemasOf(product);

  it('has one for each shape that a port speaks', () => {
    const spoken = new Set(
      Object.values(product.ports).flatMap((port) => {
        if (port.kind === 'rest') return [port.body.name, port.returns.name];
        if (port.kind === 'stream') return [];
        return [port.kind === 'event' ? port.message.name : port.row.name];
      }),
    );
    expect(documents.map(({ name }) => name)).toEqual([...spoken].map((name) => `schemas/${name}.schema.json`));
  });

  it('has schemas that are valid by themselves, and examples that keep them', () => {
    for (const { text } of documents) {
      const schema = read(text);
      const verdict = contractAjv().compile(schema);
      for (const example of schema.examples ?? []) expect([verdict(example), verdict.errors]).toEqual([true, null]);
      expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
      expect(schema.description).not.toBe('');
    }
  });

  it('names each by a URN of its own', () => {
    const names = documents.map(({ text }) => read(text).$id);
    expect(new Set(names).size).toBe(documents.length);
    const [domain, own] = product.id.split('.');
    for (const name of names)
      expect(name).toMatch(
        new RegExp(`^urn:mesh:${domain}:${own}:schema:[A-Za-z]+:v${product.version.split('.')[0]}$`),
      );
  });

  it('is the same text each time', () => {
    expect(schemasOf({ ...product, ports: { ...product.ports } })).toEqual(documents);
  });
});

describe('given a shape with everything', () => {
  const schema = documentOf(oddProduct, 'Taking');

  it('decides as the rules do that the ports check', () => {
    const [published, checked] = [contractAjv().compile(schema), contractAjv().compile(jsonSchemaOf(Taking))];
    const good = samplesOf(Taking, 1)[0] as unknown as Record<string, unknown>;
    const values = fc.oneof(
      fc.constantFrom<unknown>(null, '', 'x', 0, 1, 3, 40, 1e9, true, [], ['a'], [1], {}, 'a@b.example', undefined),
      fc.constant({ serial: 'SN-1234', cuff: null }),
      fc.constant({ serial: 'SN-1234', cuff: { widthCm: 50, limb: 'arm' } }),
      fc.constant({ serial: 'no', cuff: { widthCm: 5, limb: 'arm' } }),
    );
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(good), 'other'), values, (field, value) => {
        const document = { ...good, [field]: value };
        expect(published(document)).toBe(checked(document));
      }),
      { numRuns: 500 },
    );
  });

  it('keeps what medicine needs to know', () => {
    expect(schema).toMatchObject({
      properties: {
        systolic: { 'x-unit': 'mm[Hg]', 'x-term': 'blood-pressure', 'x-codes': [{ system: 'LOINC', code: '8480-6' }] },
        person: { 'x-phi': true },
        posture: { 'x-categories': { '1': 'sitting' } },
      },
    });
  });

  it('keeps the shapes that it holds within itself, each once', () => {
    expect(Object.keys((schema as unknown as { $defs: object }).$defs)).toEqual(['Device', 'Cuff']);
  });

  it('shows nothing of a shape that has a field without an example', () => {
    expect(documentOf(oddProduct, Unshown.name)).not.toHaveProperty('examples');
  });
});

describe('given a time', () => {
  it('is taken by the published pattern when the ports take it', () => {
    const pattern = new RegExp(INSTANT_PATTERN, 'u');
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date('0000-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z') }),
        fc.constantFrom('Z', '+01:00', '-23:59', '+24:00', 'z', ''),
        fc.constantFrom('', '.1', '.123456789', '.1234567890', ','),
        (date, offset, fraction) => {
          const text = `${date.toISOString().slice(0, 19)}${fraction}${offset}`;
          expect(pattern.test(text)).toBe(isInstant(text));
        },
      ),
    );
    expect([isInstant('2026-02-30T00:00:00Z'), isInstant('2026-06-30T23:59:60Z')]).toEqual([false, false]);
    expect(pattern.test('2026-06-30T23:59:60Z')).toBe(false);
  });
});
