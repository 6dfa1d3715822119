import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asyncApiFindings, declaredProducts, openApiFindings, productSamples } from '@mesh/documents';
import { Ajv2020 } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';
import { root } from './workspace.js';

const declared = await declaredProducts(root);
const LATER_MINOR = 'asyncapi-latest-version';

interface SchemaDocument {
  readonly $id: string;
  readonly examples: readonly unknown[];
}

describe.each(declared)('given the documents of $folder', ({ folder, product }) => {
  const published = join(root, folder, 'published');
  const read = (name: string): string => readFileSync(join(published, name), 'utf8');
  const hasTopics = Object.values(product.ports).some(({ kind }) => kind === 'event') || product.inputs !== undefined;

  it('leaves Redocly nothing to say of the OpenAPI document', async () => {
    expect(await openApiFindings(read('openapi.json'))).toEqual([]);
  });

  it('leaves the parser of AsyncAPI nothing to say but that a later minor version is out', async () => {
    const findings = hasTopics ? await asyncApiFindings(read('asyncapi.json')) : [];
    expect(findings.filter(({ rule }) => rule !== LATER_MINOR)).toEqual([]);
  });

  it('has a valid schema for each shape, with examples that keep it', () => {
    const names = readdirSync(join(published, 'schemas'));
    expect(names.length).toBeGreaterThan(0);
    for (const name of names) {
      const schema = JSON.parse(read(`schemas/${name}`)) as SchemaDocument;
      const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
      ajv.addVocabulary(['x-unit', 'x-codes', 'x-categories', 'x-phi', 'x-term']);
      (formats as unknown as (ajv: Ajv2020) => void)(ajv);
      const verdict = ajv.compile(schema);
      expect([name, schema.examples.length > 0]).toEqual([name, true]);
      for (const example of schema.examples)
        expect([name, verdict(example), verdict.errors]).toEqual([name, true, null]);
    }
  });

  it('shows samples of every port', () => {
    for (const { name, samples } of productSamples(product).ports) expect([name, samples.length]).toEqual([name, 3]);
  });
});
