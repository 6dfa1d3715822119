import { documentBatches } from './document-batches.js';

const document = (name: string, length: number) => ({ name, text: 'x'.repeat(length) });
const namesOf = (lengths: readonly number[], maxBytes: number) =>
  documentBatches(
    lengths.map((length, index) => document(`${index}`, length)),
    maxBytes,
  ).map((batch) => batch.map(({ name }) => name));

describe('given documents to announce', () => {
  it.each<[readonly number[], readonly (readonly string[])[]]>([
    [[], []],
    [[10, 10], [['0', '1']]],
    [
      [100, 100, 100],
      [['0'], ['1'], ['2']],
    ],
    [
      [20, 100, 20, 20],
      [['0'], ['1'], ['2', '3']],
    ],
    [[10, 500, 10], [['0', '2']]],
  ])('fits those of %j characters into events', (lengths, batches) => {
    expect(namesOf(lengths, 130)).toEqual(batches);
  });

  it('counts bytes as they are sent, escapes and all', () => {
    expect(documentBatches([{ name: 'quotes', text: '"'.repeat(60) }], 130)).toEqual([]);
  });
});
