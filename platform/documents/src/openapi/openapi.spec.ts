import type { ValidateFunction } from 'ajv/dist/2020.js';
import { dataset, type DataProduct } from '@mesh/product';
import { DocumentErrors } from '../documents.errors.js';
import { contractAjv } from '../testing/contract-ajv.js';
import { everyObject } from '../testing/every-value.js';
import { oddProduct, quietProduct } from '../testing/odd-product.js';
import { scoringProduct } from '../testing/scoring-product.js';
import { openApiFindings } from './openapi-findings.js';
import { openApiOf } from './openapi.js';
import { at, codesOf, type Media, operationsOf, read } from '../testing/read-openapi.js';

const products: readonly (readonly [string, DataProduct])[] = [
  ['a product that scores', scoringProduct],
  ['an odd product', oddProduct],
  ['a product that nobody calls', quietProduct],
];

describe.each(products)('given the OpenAPI document of %s', (_, product) => {
  const document = read(product);

  it('leaves Redocly nothing to say by its recommended rules', async () => {
    expect(await openApiFindings(openApiOf(product).text)).toEqual([]);
  });

  it('has schemas that a strict validator takes, and examples that keep them', () => {
    const ajv = contractAjv(document);
    const compile = (pointer: string): ValidateFunction =>
      ajv.compile({ $ref: `document#${pointer.replaceAll('%', '%25').replaceAll('{', '%7B').replaceAll('}', '%7D')}` });
    for (const name of Object.keys(document.components['schemas'] ?? {})) compile(`/components/schemas/${name}`);
    let checked = 0;
    for (const [pointer, { schema, example, examples }] of everyObject(document) as Iterable<
      [string, Partial<Media>]
    >) {
      if (schema === undefined) continue;
      const shown = [
        ...(example === undefined ? [] : [example]),
        ...Object.values(examples ?? {}).map(({ value }) => value),
      ];
      for (const value of shown) {
        const verdict = compile(`${pointer}/schema`);
        expect([pointer, verdict(value), verdict.errors]).toEqual([pointer, true, null]);
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(20);
  });

  it('refers to nothing that is not there, and keeps nothing that nobody refers to', () => {
    const refs = new Set(
      [...everyObject(document)].flatMap(([, { $ref }]) => (typeof $ref === 'string' ? [$ref] : [])),
    );
    expect([...refs].filter((ref) => at(document, ref) === undefined)).toEqual([]);
    const kept = Object.entries(document.components)
      .filter(([section]) => section !== 'securitySchemes')
      .flatMap(([section, parts]) => Object.keys(parts).map((name) => `#/components/${section}/${name}`));
    expect(kept.filter((ref) => !refs.has(ref))).toEqual([]);
  });

  it('names each operation once, as a generated client would', () => {
    const names = operationsOf(document).map(([, { operationId }]) => operationId);
    expect(names.filter((name) => !/^[a-z][A-Za-z0-9]+$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });

  it('asks for a token everywhere but at documents and samples', () => {
    const open = operationsOf(document).filter(([, { security }]) => security?.length === 0);
    const guarded = operationsOf(document).filter(([, { security }]) => security === undefined);
    expect(open.map(([, { operationId }]) => operationId)).toEqual(
      expect.arrayContaining(['getOpenApi', 'getDataContract', 'getDataProduct', 'getSchema', 'getSamples']),
    );
    for (const [, guardedOperation] of guarded)
      expect(codesOf(document, guardedOperation)).toEqual(
        expect.arrayContaining(['ACCESS.TOKEN_MISSING', 'ACCESS.TOKEN_INVALID', 'ACCESS.DENIED']),
      );
  });

  it('names no machine', () => {
    expect(document.servers).toEqual([expect.objectContaining({ url: expect.stringMatching(/^\/[a-z-]+\/v\d+$/) })]);
    expect(openApiOf(product).text).not.toMatch(/127\.0\.0\.1|localhost/);
  });

  it('is the same text each time', () => {
    const again = { ...product, ports: { ...product.ports } };
    expect(openApiOf(again).text).toBe(openApiOf(product).text);
    expect(openApiOf(product).text.endsWith('}\n')).toBe(true);
  });
});

describe('given two shapes of one name', () => {
  const Taken = class Taken {
    text!: string;
  };

  it('refuses to tell them apart', () => {
    const other = dataset('other', { summary: 'Other', row: Taken, key: 'text', partitionBy: 'text', refresh: '1d' });
    const product: DataProduct = { ...quietProduct, ports: { ...quietProduct.ports, other } };
    expect(() => openApiOf(product)).toThrow(expect.objectContaining({ code: DocumentErrors.NAMES_CLASH.code }));
  });
});
