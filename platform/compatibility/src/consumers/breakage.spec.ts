import type { Change, Hurt } from '../change.js';
import { breakagesOf, declaredConsumers, readDocuments, type Consumer } from '../index.js';

const change = (hurts: Hurt, port?: string): Change => ({
  kind: 'x',
  document: 'openapi.json',
  path: '',
  direction: 'both',
  hurts,
  deserves: 'major',
  because: 'X: y.',
  ...(port !== undefined && { port }),
});
const consumer = (kind: Consumer['kind'], port?: string): Consumer => ({
  id: 'someone',
  kind,
  source: 'test',
  ...(port !== undefined && { port }),
});

describe('given somebody who relies on a port', () => {
  it.each([
    ['a product', consumer('product', 'scored'), change('readers', 'scored'), true],
    ['a product, which does not write', consumer('product', 'scored'), change('writers', 'scored'), false],
    ['a product, by another port', consumer('product', 'alerted'), change('readers', 'scored'), false],
    ['a product, by the whole product', consumer('product', 'alerted'), change('both'), true],
    ['a product that relies on it all', consumer('product'), change('readers', 'scored'), true],
    ['a caller who writes', consumer('caller', 'scores'), change('writers', 'scores'), true],
    ['a caller, whom nothing hurts', consumer('caller', 'scores'), change('nobody', 'scores'), false],
    ['an agreement', consumer('agreement', 'scores'), change('both', 'scores'), true],
  ] as const)('knows whether %s breaks', (_who, who, what, isBroken) => {
    expect(breakagesOf([who], [what])).toEqual(isBroken ? [{ consumer: who, changes: [what] }] : []);
  });
});

describe('given the descriptors of other products', () => {
  const producer = readDocuments(
    new Map([
      [
        'product.odps.yaml',
        `
customProperties: [{ property: dataProduct, value: a.b }]
outputPorts: [{ name: scored, type: event, customProperties: [{ property: topic, value: a.b.scored.v1 }] }]`,
      ],
    ]),
  );
  const reader = (topic: string, product = 'a.b') =>
    readDocuments(
      new Map([
        [
          'product.odps.yaml',
          `
customProperties: [{ property: dataProduct, value: c.d }]
inputPorts: [{ name: scores, customProperties: [{ property: product, value: ${product} }, { property: topic, value: ${topic} }] }]`,
        ],
      ]),
    );

  it('finds those that read a port, by its topic', () => {
    expect(declaredConsumers(producer, [reader('a.b.scored.v1'), reader('x', 'x.y')])).toEqual([
      { id: 'c.d', kind: 'product', port: 'scored', source: 'workspace' },
    ]);
  });

  it('takes a topic that is not known for the whole product', () => {
    expect(declaredConsumers(producer, [reader('a.b.scored.v0')])).toEqual([
      { id: 'c.d', kind: 'product', source: 'workspace' },
    ]);
  });
});
