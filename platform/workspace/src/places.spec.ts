import { inPlaceOrder, promisedPlaceOf } from './index.js';

describe('given domains', () => {
  it('keeps the promised places free for those who are not there yet', () => {
    expect(inPlaceOrder(['urology', 'radiology', 'dermatology'])).toEqual([
      'cardiology',
      'epidemiology',
      'logistics',
      'radiology',
      'dermatology',
      'urology',
    ]);
  });

  it.each([
    ['cardiology', 1],
    ['epidemiology', 2],
    ['logistics', 3],
    ['radiology', 4],
    ['urology', undefined],
  ])('promises %s the place %s', (domain, place) => {
    expect(promisedPlaceOf(domain)).toBe(place);
  });
});
