import type { Field, Port } from '../../../../api/product.js';
import { explainingPort, mayAsk } from './explaining-port.js';
import { explanationIn, isEstimate, probabilityOf, reachOf, sharesOf, type Explanation } from './explanation.js';

const field = (name: string, more: Partial<Field> = {}): Field => ({ name, type: 'string', phi: false, ...more });
const SCORE = field('scoreId', { term: 'score', required: true });
const SAID = ['scale', 'method', 'base', 'value', 'contributions', 'contributions.age'].map((name) => field(name));
const port = (name: string, more: Partial<Port>): Port => ({
  ...{ name, urn: '', kind: 'rest', method: 'POST', summary: '', fields: [SCORE], answers: SAID },
  ...more,
});

describe('given the ports of a product', () => {
  const scores = port('scores', { fields: [field('age', { required: true })], answers: [SCORE] });
  const ofDocuments = port('explanations', { fields: [field('age', { required: true })] });

  it('finds the one that explains a score by what it takes and answers, whatever it is called', () => {
    const why = port('reasons', { fields: [{ ...SCORE, name: 'of' }, field('language')] });
    expect(explainingPort({ ports: [scores, ofDocuments, why] })).toEqual({ port: why, takes: 'of' });
  });

  it.each([
    ['scores', scores],
    ['explains documents', ofDocuments],
    ['takes a score and explains nothing', port('outcomes', { answers: [field('receiptId')] })],
    ['wants to know more than the score', port('why', { fields: [SCORE, field('patientId', { required: true })] })],
    ['is no call', port('why', { kind: 'event' })],
  ])('takes none for it that %s', (_, other) => expect(explainingPort({ ports: [other] })).toBeUndefined());

  it('is open by role or by an agreement about this very port', () => {
    const product = { id: 'a.b', grants: [{ role: 'practitioner', ports: ['why'], purposes: ['TREAT'] }] };
    const asked = (roles: readonly string[], agreements?: readonly { product: string; port: string }[]) =>
      mayAsk(product, { name: 'why' }, { roles, agreements });
    expect(asked(['practitioner'])).toBe(true);
    expect(mayAsk(product, { name: 'other' }, { roles: ['practitioner'] })).toBe(false);
    expect(asked(['auditor'])).toBe(false);
    expect(asked(['auditor'], [{ product: 'a.b', port: 'why' }])).toBe(true);
    expect(asked(['auditor'], [{ product: 'a.b', port: 'history' }])).toBe(false);
    expect(asked(['auditor'], [{ product: 'a.c', port: 'why' }])).toBe(false);
  });
});

describe('given what a product answered', () => {
  const explanation: Explanation = {
    model: { name: 'm', version: '3' },
    ...{ scale: 'log-odds', method: 'additive', base: -0.3, value: 0.9 },
    contributions: { age: 0.2, ca: -0.5, thal: 1.5 },
    features: { age: 63, ca: null },
  };

  it('takes an explanation, and nothing else for one', () => {
    expect(explanationIn(explanation)).toBe(explanation);
    for (const other of [undefined, null, 'text', {}, { ...explanation, base: '0' }])
      expect(explanationIn(other)).toBeUndefined();
    expect(explanationIn({ ...explanation, contributions: { age: null } })).toBeUndefined();
    expect(explanationIn({ ...explanation, standardErrors: null })).toBeDefined();
  });

  it('puts first what weighs most, and says what was not known', () => {
    expect(sharesOf(explanation)).toEqual([
      { feature: 'thal', known: undefined, adds: 1.5 },
      { feature: 'ca', known: null, adds: -0.5 },
      { feature: 'age', known: 63, adds: 0.2 },
    ]);
  });

  it('is an estimate where errors are told or the method is not exact', () => {
    expect(isEstimate(explanation)).toBe(false);
    expect(isEstimate({ ...explanation, method: 'permutation-sampling' })).toBe(true);
    expect(isEstimate({ ...explanation, standardErrors: { age: 0.1 } })).toBe(true);
  });

  it('draws the farthest bar with its error to the edge, and divides by nothing never', () => {
    const shares = sharesOf({ ...explanation, standardErrors: { thal: 0.5, age: 0 } });
    expect(reachOf(shares)).toBe(2);
    expect(reachOf([{ feature: 'age', known: 1, adds: 0 }])).toBe(1);
    expect(reachOf([])).toBe(1);
  });

  it('knows the probability of log-odds', () => expect(probabilityOf(Math.log(3))).toBeCloseTo(0.75, 12));
});
