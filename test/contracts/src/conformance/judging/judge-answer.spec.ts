import { OpenApi } from '../known/open-api.js';
import { judgeAnswer } from './judge-answer.js';

const document = {
  openapi: '3.1.0',
  servers: [{ url: '/heart/v1' }],
  paths: {
    '/beats/{day}': {
      get: {
        operationId: 'listBeats',
        tags: ['datasets'],
        'x-mesh-port': 'urn:mesh:cardiology:heart:beats',
        responses: {
          200: {
            headers: {
              traceparent: { required: true, schema: { type: 'string', pattern: '^00-' } },
              Age: { schema: { type: 'integer', minimum: 0 } },
            },
            content: {
              'application/json': { schema: { $ref: '#/components/schemas/Beats' } },
              'text/csv': { schema: { type: 'string' } },
            },
          },
          304: {},
          422: { $ref: '#/components/responses/Unprocessable' },
        },
      },
    },
  },
  components: {
    schemas: {
      Beats: { type: 'object', properties: { beats: { type: 'integer' } }, required: ['beats'] },
      Problem: { type: 'object', required: ['status', 'code'] },
    },
    responses: {
      Unprocessable: {
        content: {
          'application/problem+json': {
            schema: {
              $ref: '#/components/schemas/Problem',
              type: 'object',
              properties: { status: { const: 422 }, code: { enum: ['HEART.TOO_FAST'] } },
            },
          },
        },
      },
    },
  },
};

const openApi = new OpenApi(document);
const [operation] = openApi.operations;
const [json, problem] = ['application/json; charset=utf-8', 'application/problem+json'];

const judge = (status: number, text: string, headers: Record<string, string> = {}): readonly string[] => {
  if (operation === undefined) throw new Error('the document has no operation');
  return judgeAnswer(openApi, operation, {
    status,
    text,
    headers: new Headers({ traceparent: '00-1', 'content-type': json, ...headers }),
  });
};

describe('given the document of an operation', () => {
  it('reads its port, its statuses and the codes of its problems', () => {
    expect(operation).toMatchObject({ id: 'listBeats', port: 'beats', kind: 'datasets', isStream: false });
    expect(operation?.answers.map(({ status, codes }) => [status, codes])).toEqual([
      [200, []],
      [304, []],
      [422, ['HEART.TOO_FAST']],
    ]);
  });

  it.each<[string, number, string, Record<string, string>]>([
    ['the documented body', 200, '{"beats":60}', { age: '7' }],
    ['a text where a text is documented', 200, 'beats\r\n60', { 'content-type': 'text/csv' }],
    ['nothing where nothing is documented', 304, '', {}],
    ['a documented problem', 422, '{"status":422,"code":"HEART.TOO_FAST"}', { 'content-type': problem }],
  ])('finds nothing wrong with %s', (_, status, text, headers) => {
    expect(judge(status, text, headers)).toEqual([]);
  });

  it.each<[string, number, string, Record<string, string>, string]>([
    ['a status', 418, '{}', {}, 'a status that is not documented'],
    ['a media type', 200, '<p>', { 'content-type': 'text/html' }, 'the media type text/html'],
    ['a shape', 200, '{"beats":"many"}', {}, '/beats must be integer'],
    ['a body that is cut off', 200, '{"beats":', {}, 'a body that is no application/json'],
    ['a body where none is', 304, 'x', {}, 'a body where none is documented'],
    ['a missing header', 200, '{"beats":60}', { traceparent: '' }, 'the header traceparent'],
    ['the form of a header', 200, '{"beats":60}', { age: 'old' }, 'the header Age'],
    ['a code', 422, '{"status":422,"code":"HEART.TOO_SLOW"}', { 'content-type': problem }, '/code must be equal'],
    [
      'a status that the problem denies',
      422,
      '{"status":400,"code":"HEART.TOO_FAST"}',
      { 'content-type': problem },
      '/status',
    ],
  ])('finds %s that is not documented', (_, status, text, headers, finding) => {
    expect(judge(status, text, headers)).toEqual([expect.stringContaining(finding)]);
  });
});
