import type { Gates } from '@mesh/product';
import { declaredGates } from './index.js';

const surroundings = { features: ['age', 'sex'], datasets: ['history'] };

describe('given gates that name what the product has', () => {
  it('takes them as they are', () => {
    const gates: Gates = {
      everySubgroup: { of: { band: { field: 'age', starts: [40] } } },
      goldenCases: [{ name: 'old', input: { age: 80 }, probability: { min: 0.5 } }],
      coverage: { inputs: 'history', maxUncovered: 0.1 },
    };
    expect(declaredGates(gates, surroundings)).toBe(gates);
    expect(declaredGates({}, surroundings)).toEqual({});
  });
});

describe('given gates that would look nowhere', () => {
  it.each<[string, Gates]>([
    ['/everySubgroup/of/site', { everySubgroup: { of: { site: { field: 'site', names: { 1: 'a' } } } } }],
    ['/goldenCases/0/input/chol', { goldenCases: [{ name: 'x', input: { chol: 1 }, probability: {} }] }],
    ['/coverage/inputs', { coverage: { inputs: 'scores', maxUncovered: 0.1 } }],
  ])('refuses the declaration at %s', (pointer, gates) => {
    expect(() => declaredGates(gates, surroundings)).toThrow(
      expect.objectContaining({
        code: 'GATES.DECLARATION_INVALID',
        meta: { errors: [expect.objectContaining({ pointer })] },
      }),
    );
  });
});
