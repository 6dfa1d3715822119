import { jsonSchemaOf, type DataProduct, type DatasetPort } from '@mesh/product';
import { contractAjv } from '../testing/contract-ajv.js';
import { oddProduct } from '../testing/odd-product.js';
import { scoringProduct } from '../testing/scoring-product.js';
import { productSamples } from './product-samples.js';

const shapesOf = (product: DataProduct, name: string) => {
  const port = product.ports[name];
  if (port?.kind === 'rest') return { samples: port.body, answers: port.returns };
  return { samples: port?.kind === 'event' ? port.message : (port as DatasetPort).row, answers: undefined };
};

describe('given a product', () => {
  const { ports, ...about } = productSamples(scoringProduct);

  it('says that its samples are of nobody', () => {
    expect(about).toEqual({ product: 'cardiology.scoring', version: '1.0.0', synthetic: true });
  });

  it('has some for every port, all of which keep its shapes', () => {
    expect(ports.map(({ name }) => name)).toEqual(Object.keys(scoringProduct.ports));
    for (const { name, samples, answers } of ports) {
      const shapes = shapesOf(scoringProduct, name);
      const valid = contractAjv().compile(jsonSchemaOf(shapes.samples));
      expect(samples).toHaveLength(3);
      for (const sample of samples) expect([name, valid(sample), valid.errors]).toEqual([name, true, null]);
      if (shapes.answers === undefined) continue;
      const validAnswer = contractAjv().compile(jsonSchemaOf(shapes.answers));
      for (const answer of answers ?? []) expect([name, validAnswer(answer)]).toEqual([name, true]);
      expect(answers).toHaveLength(3);
    }
  });

  it('answers each sample of a score with the reading that was sent', () => {
    const scores = ports.find(({ name }) => name === 'scores');
    scores?.samples.forEach((sample, index) => expect(scores.answers?.[index]).toMatchObject(sample));
  });

  it('has none for a port whose shape cannot be shown', () => {
    const texts = productSamples(oddProduct).ports.find(({ name }) => name === 'texts');
    expect(texts).toEqual({ name: 'texts', kind: 'dataset', direction: 'output', samples: [] });
  });
});
