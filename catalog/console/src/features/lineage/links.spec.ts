import type { Product } from '../../api/product.js';
import { lineagePage, pageOf, scorePage } from './links.js';
import { productNodes } from './product-nodes.js';

const dataset = (namespace: string, name: string) => ({ id: '', type: 'DATASET' as const, data: { namespace, name } });

describe('given a node', () => {
  it.each([
    [dataset('mesh://cardiology', 'heart-disease-risk.history'), '/products/cardiology.heart-disease-risk'],
    [dataset('mesh://events', 'cardiology.heart-disease-risk.scored.v1'), '/products/cardiology.heart-disease-risk'],
    [dataset('mesh://models', 'heart-disease-risk@champion'), '/registry/heart-disease-risk'],
    [dataset('file', 'heart.csv'), undefined],
    [dataset('s3://elsewhere', 'a/b'), undefined],
    [{ id: 'job:x', type: 'JOB' as const, data: { namespace: 'mesh://models', name: 'train.heart' } }, undefined],
    [{ id: 'score:s/1', type: 'SCORE' as const, data: {} }, '/scores/s%2F1'],
  ])('knows the page with more about it', (node, page) => expect(pageOf(node)).toBe(page));

  it('is named in an address so that nothing of it is lost', () => {
    expect(lineagePage('dataset:mesh://a:b&c')).toBe('/lineage?node=dataset%3Amesh%3A%2F%2Fa%3Ab%26c');
    expect(lineagePage('x', '2026-01-01T00:00:00Z')).toBe('/lineage?node=x&asOf=2026-01-01T00%3A00%3A00Z');
    expect(scorePage('a b')).toBe('/scores/a%20b');
  });
});

describe('given a product', () => {
  it('begins at its datasets, then its topics, then its models', () => {
    const product = {
      domain: 'cardiology',
      name: 'pulse',
      ports: [
        { name: 'readings', kind: 'rest' },
        { name: 'taken', kind: 'event', topic: 'cardiology.pulse.taken.v1' },
        { name: 'all', kind: 'dataset', path: '/pulse/v1/history' },
      ],
      models: [{ name: 'pulse-risk', features: [] }],
    } as unknown as Product;
    expect(productNodes(product).map(({ nodeId }) => nodeId)).toEqual([
      'dataset:mesh://cardiology:pulse.history',
      'dataset:mesh://events:cardiology.pulse.taken.v1',
      'dataset:mesh://models:pulse-risk',
    ]);
  });
});
