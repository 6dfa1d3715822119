import { consumes, dataProduct, dataset, event, model, promises, rest } from '../index.js';

class Reading {
  person!: string;
  takenAt!: string;
}

const taken = event('taken', {
  summary: 'A reading was taken',
  message: Reading,
  id: 'takenAt',
  key: 'person',
  at: 'takenAt',
});
const product = dataProduct('cardiology.pulse', {
  version: '1.0.0',
  title: 'Pulse',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Follow the pulse of a person.',
  sensitivity: 'phi',
  ports: {
    readings: rest.post('/readings', { summary: 'Takes a reading', body: Reading, returns: Reading }),
    taken,
    history: dataset('history', {
      summary: 'Every reading',
      row: Reading,
      key: 'takenAt',
      partitionBy: 'takenAt',
      lands: 'taken',
      refresh: '5m',
    }),
    cases: dataset('cases', {
      summary: 'Known cases',
      row: Reading,
      key: 'takenAt',
      partitionBy: 'takenAt',
      refresh: '1d',
    }),
  },
  grants: [],
  promises: promises({ availability: 0.999, freshness: '5m', retention: '7y' }),
});

describe('given a declaration', () => {
  it('is a frozen value with its id', () => {
    expect(product.id).toBe('cardiology.pulse');
    expect(Object.isFrozen(product)).toBe(true);
    expect(Object.values(product.ports).every((port) => Object.isFrozen(port))).toBe(true);
  });

  it('says which dataset an event fills and which the service fills itself', () => {
    expect(product.ports.history.lands).toBe('taken');
    expect(product.ports.cases.lands).toBeUndefined();
  });

  it('takes documents by POST and raises nothing unless it says so', () => {
    expect(product.ports.readings).toMatchObject({ kind: 'rest', method: 'POST', path: '/readings', raises: [] });
  });

  it('names what it reads from another product without holding on to that product', () => {
    expect(consumes(product, taken)).toEqual({
      kind: 'input',
      product: { id: 'cardiology.pulse', version: '1.0.0' },
      port: taken,
    });
  });

  it('keeps of a model what it learns from, and not the rows that only the compiler needs', () => {
    const risk = model('pulse-risk', {
      features: Reading,
      learnsFrom: { dataset: 'cases', rows: Reading, label: 'person' },
      card: 'pulse.card.md',
      gates: {},
    });
    expect(risk.learnsFrom).toEqual({ dataset: 'cases', label: 'person', outcome: 'probability' });
  });
});
