import { KnownAddresses } from './known-addresses.js';

describe('given the routes of a server', () => {
  const known = new KnownAddresses();
  known.add({ url: '/heart/v1/scores', method: 'POST' });
  known.add({ url: '/heart/v1/history', method: ['GET', 'HEAD'] });
  known.add({ url: '/heart/v1/history', method: 'POST' });
  known.add({ url: '/heart/v1/schemas/Reading.schema.json', method: 'GET' });
  known.add({ url: '/products/:id/documents/:name', method: 'GET' });
  known.add({ url: '/*', method: 'GET' });

  it.each([
    ['/heart/v1/scores', ['POST']],
    ['/heart/v1/scores/', ['POST']],
    ['/heart/v1/scores?limit=1', ['POST']],
    ['/heart/v1/history', ['GET', 'HEAD', 'POST']],
    ['/products/a.b/documents/openapi.json', ['GET']],
    ['/products/a.b/documents', []],
    ['/products/a/b/documents/openapi.json', []],
    ['/heart/v1/schemas/ReadingXschema.json', []],
    ['/heart/v1', []],
    ['/', []],
  ])('knows which methods %s takes', (address, methods) => {
    expect(known.methodsAt(address)).toEqual(methods);
  });
});
