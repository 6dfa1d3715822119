import { readableDocument, type OpenApiDocument } from './readable-document.js';

const ADDRESS = 'http://127.0.0.1:5001/pulse/v1';
const answer = (type: string, schema: object) => ({ responses: { '200': { content: { [type]: { schema } } } } });

const document: OpenApiDocument = {
  info: { title: 'Pulse', version: '1.0.0' },
  servers: [{ url: '/pulse/v1' }],
  paths: {
    '/readings': { post: answer('application/json', { $ref: '#/components/schemas/Reading' }) },
    '/events/taken': { get: answer('text/event-stream', { type: 'string' }) },
    '/taken': {
      get: answer('application/json', { type: 'array' }),
      trace: answer('text/event-stream', { type: 'string' }),
    },
  },
  components: {
    schemas: {
      Reading: {
        properties: {
          sex: { type: 'integer', enum: [0, 1], 'x-categories': { '0': 'female', '1': 'male' } },
          pain: {
            type: ['integer', 'null'],
            enum: [1, 2, null],
            'x-categories': { '1': 'non-anginal pain', '2': 'none' },
          },
          takenAt: { type: 'string', format: 'date-time', pattern: 'Z$', description: 'When.' },
          band: { type: 'string', enum: ['low', 'high'] },
          odd: { enum: [1, 2], 'x-categories': { '1': 'the same', '2': 'The same!' } },
        },
      },
    },
    responses: {
      Refused: {
        schema: {
          $ref: '#/components/schemas/Problem',
          description: 'Why.',
          properties: { status: { const: 422 }, code: { enum: ['A'] } },
        },
      },
    },
  },
};

describe('given a document of OpenAPI 3.1', () => {
  const readable = readableDocument(document, ADDRESS);
  const field = (name: string) =>
    (readable as unknown as { components: { schemas: { Reading: { properties: Record<string, unknown> } } } })
      .components.schemas.Reading.properties[name];

  it('says where the product answers', () => {
    expect(readable.servers).toEqual([{ url: ADDRESS }]);
  });

  it('leaves out what never ends, and nothing else', () => {
    expect(Object.entries(readable.paths).map(([path, operations]) => [path, Object.keys(operations)])).toEqual([
      ['/readings', ['post']],
      ['/taken', ['get']],
    ]);
  });

  it('lets a reference stand alone', () => {
    expect(readable).toMatchObject({ components: { responses: { Refused: expect.anything() } } });
    const { Refused } = (readable['components'] as { responses: { Refused: object } }).responses;
    expect(Refused).toEqual({ schema: { $ref: '#/components/schemas/Problem', description: 'Why.' } });
  });

  it('gives codes the names that people know', () => {
    expect(field('sex')).toMatchObject({ enum: [0, 1], 'x-enum-varnames': ['FEMALE', 'MALE'] });
    expect(field('pain')).toMatchObject({
      type: ['integer', 'null'],
      enum: [1, 2],
      'x-enum-varnames': ['NON_ANGINAL_PAIN', 'NONE'],
    });
  });

  it('leaves a time to the language, which has objects for it', () => {
    expect(field('takenAt')).toEqual({ type: 'string', format: 'date-time', description: 'When.' });
  });

  it.each(['band', 'odd'])('leaves the names of %s to the generator, where they would not tell codes apart', (name) => {
    expect(field(name)).not.toHaveProperty('x-enum-varnames');
  });

  it('leaves the document itself as it was', () => {
    expect(document.paths).toHaveProperty(['/events/taken']);
    expect(document.servers).toEqual([{ url: '/pulse/v1' }]);
  });
});
