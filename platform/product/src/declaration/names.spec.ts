import { namesOf } from '../index.js';

describe('given a declared product', () => {
  const names = namesOf({ id: 'cardiology.heart-disease-risk', version: '2.11.3' });

  it('names everything that follows from its id and its major version', () => {
    expect(names).toMatchObject({
      domain: 'cardiology',
      product: 'heart-disease-risk',
      major: 2,
      urn: 'urn:mesh:cardiology:heart-disease-risk',
      basePath: '/heart-disease-risk/v2',
    });
  });

  it('names its topics and its ports', () => {
    expect(names.topic('scored')).toBe('cardiology.heart-disease-risk.scored.v2');
    expect(names.port('scores')).toBe('urn:mesh:cardiology:heart-disease-risk:scores');
    expect(names.schema('scored')).toBe('urn:mesh:cardiology:heart-disease-risk:scored:2.11.3');
  });
});
