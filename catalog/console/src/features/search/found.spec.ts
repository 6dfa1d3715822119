import { groupedFields, questionOf } from './found.js';

describe('given the address of a search', () => {
  it('reads the question and leaves the rest', () => {
    const address = new URLSearchParams('q= heart rate &domain=cardiology&tag=&utm=x');
    expect(questionOf(address)).toEqual({ q: 'heart rate', domain: 'cardiology' });
  });
});

describe('given matching fields', () => {
  const parts = [{ text: 'Maximum ' }, { text: 'heart', match: true as const }];

  it('says once what several ports have in common', () => {
    const found = [
      { port: 'scores', field: 'thalach', parts },
      { port: 'scores', field: 'thalach', parts },
      { port: 'history', field: 'thalach', parts },
      { port: 'history', field: 'disease', parts: [{ text: 'heart', match: true as const }] },
    ];
    expect(groupedFields(found)).toEqual([
      { field: 'thalach', parts, ports: ['scores', 'history'] },
      { field: 'disease', parts: found[3]!.parts, ports: ['history'] },
    ]);
  });
});
