import { parameterFaults, parametersOf } from './parameters.js';

const entry = (name: string, value: string) => ({ name, value });

describe('given parameters as they are typed in', () => {
  it('sends numbers as numbers, truth values as such, and leaves out what is empty', () => {
    const entries = [
      entry('l2', ' 50 '),
      entry('warm', 'true'),
      entry('kind', 'ridge'),
      entry('seed', ' '),
      entry('e', '1e-3'),
    ];
    expect(parametersOf(entries)).toEqual({ l2: 50, warm: true, kind: 'ridge', e: 0.001 });
  });

  it('says what is wrong with each', () => {
    const entries = [
      entry('l2', '1'),
      entry('', '1'),
      entry('2l', '1'),
      entry('l2', '2'),
      entry('text', 'x'.repeat(201)),
      entry('', ''),
      entry('l2', ''),
    ];
    expect(parameterFaults(entries)).toEqual([undefined, 'name', 'name', 'twice', 'long', undefined, undefined]);
  });
});
