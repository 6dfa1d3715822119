import { deprecationHeaders } from './deprecation.js';
import { oddProduct, quietProduct } from './testing/odd-product.js';

describe('given a port that is to end', () => {
  const { ports } = oddProduct;

  it('tells when that was announced, when it may be gone, and what replaces it', () => {
    expect(deprecationHeaders(oddProduct, ports.taking)).toEqual({
      deprecation: '@1767225600',
      sunset: 'Thu, 31 Dec 2026 00:00:00 GMT',
      link: '</odd-pressure/v2/takings>; rel="successor-version", </odd-pressure/v2/openapi.json>; rel="deprecation"',
    });
  });

  it('names a product that replaces it by its URN', () => {
    expect(deprecationHeaders(oddProduct, ports.taken)?.['link']).toContain(
      '<urn:mesh:cardiology:pressure>; rel="successor-version"',
    );
  });

  it('inherits the end of its product', () => {
    expect(deprecationHeaders(quietProduct, quietProduct.ports.rows)).toMatchObject({
      deprecation: '@1772236800',
      sunset: 'Fri, 01 Jan 2027 00:00:00 GMT',
    });
  });

  it('says nothing of a port that stays', () => {
    expect(deprecationHeaders(oddProduct, ports.takings)).toBeUndefined();
  });
});
