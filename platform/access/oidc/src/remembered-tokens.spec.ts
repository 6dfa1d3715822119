import { Remembered } from './remembered-tokens.js';

describe('given a bounded memory', () => {
  it('never holds more than its bound', () => {
    const memory = new Remembered<number>(10);
    for (let index = 0; index < 1000; index += 1) {
      memory.set(`key-${index}`, index);
      expect(memory.size).toBeLessThanOrEqual(10);
    }
  });

  it('keeps what is asked for again and drops what is not', () => {
    const memory = new Remembered<number>(10);
    memory.set('wanted', 1);
    memory.set('unwanted', 2);
    for (let index = 0; index < 100; index += 1) {
      memory.set(`key-${index}`, index);
      expect(memory.get('wanted')).toBe(1);
    }
    expect(memory.get('unwanted')).toBeUndefined();
  });

  it('forgets on demand', () => {
    const memory = new Remembered<number>(10);
    memory.set('one', 1);
    memory.set('two', 2);
    memory.delete('one');
    expect([memory.get('one'), memory.get('two')]).toEqual([undefined, 2]);
    memory.clear();
    expect(memory.size).toBe(0);
  });
});
