import { RuntimeErrors } from '../runtime.errors.js';
import { oddProduct, quietProduct } from '../testing/odd-product.js';
import { codesOf, operation, operationsOf, read, resolved } from '../testing/read-openapi.js';
import { scoringProduct } from '../testing/scoring-product.js';

describe('given a port that takes a document', () => {
  const document = read(scoringProduct);
  const createScore = operation(document, 'post /scores');

  it('is an operation named after what it makes', () => {
    expect(createScore.operationId).toBe('createScore');
    expect(operation(document, 'get /history').operationId).toBe('listHistory');
    expect(operation(document, 'get /events/scored').operationId).toBe('watchScored');
  });

  it('says which errors may be answered, each under its status', () => {
    const byStatus = Object.fromEntries(
      Object.entries(createScore.responses).map(([status, answer]) => [
        status,
        Object.keys(resolved(document, answer).content['application/problem+json']?.examples ?? {}),
      ]),
    );
    expect(byStatus).toEqual({
      200: [],
      400: [
        'RUNTIME.BODY_NOT_JSON',
        'RUNTIME.BODY_TOO_DEEP',
        'RUNTIME.BODY_REPEATS_A_FIELD',
        'RUNTIME.IDEMPOTENCY_KEY_INVALID',
      ],
      401: ['ACCESS.TOKEN_MISSING', 'ACCESS.TOKEN_INVALID'],
      403: ['ACCESS.DENIED'],
      409: ['RUNTIME.IDEMPOTENCY_KEY_BUSY'],
      413: ['RUNTIME.BODY_TOO_LARGE'],
      415: ['RUNTIME.MEDIA_TYPE_UNSUPPORTED'],
      422: ['ACCESS.PURPOSE_UNKNOWN', 'RUNTIME.BODY_INVALID', 'RUNTIME.IDEMPOTENCY_KEY_REUSED'],
      429: ['SERVING.OVERLOADED'],
      500: ['RUNTIME.UNEXPECTED', 'RUNTIME.ANSWER_INVALID', 'RUNTIME.MESSAGE_INVALID', 'SERVING.RUN_FAILED'],
      503: [
        'ACCESS.AGREEMENTS_UNREAD',
        'ACCESS.ISSUER_UNREACHABLE',
        'ACCESS.AUDIT_UNAVAILABLE',
        'RUNTIME.IDEMPOTENCY_UNAVAILABLE',
        'RUNTIME.OVERLOADED',
        'RUNTIME.DEADLINE_EXCEEDED',
        'SCORING.NOT_READY',
        'EVENTS.LOG_FULL',
        'EVENTS.APPEND_TOO_SLOW',
        'EVENTS.LOG_UNREACHABLE',
        'EVENTS.LOG_CLOSED',
        'SERVING.MODEL_NOT_READY',
        'SERVING.MODEL_STOPPED',
        'SERVING.CLOSED',
      ],
    });
  });

  it('lists the errors that the port declares, and those that a free text as key of an event brings', () => {
    const odd = read(oddProduct);
    expect(codesOf(odd, operation(odd, 'post /takings'))).toEqual(
      expect.arrayContaining(['ODD.DEVICE_UNKNOWN', 'ODD.TOO_EAGER', 'EVENTS.BAD_EVENT']),
    );
    expect(codesOf(odd, operation(odd, 'post /taking'))).not.toContain('ODD.TOO_EAGER');
  });

  it('takes the headers that callers may send', () => {
    const names = createScore.parameters.map((parameter) => resolved(document, parameter).name);
    expect(names).toEqual(['mesh-purpose', 'traceparent', 'Idempotency-Key']);
  });

  it('keeps ports apart whose names differ in number only', () => {
    const odd = read(oddProduct);
    expect(operation(odd, 'post /takings').operationId).toBe('createTakings');
    expect(operation(odd, 'post /taking').operationId).toBe('createTaking');
  });
});

describe('given a dataset', () => {
  const document = read(scoringProduct);
  const listHistory = operation(document, 'get /history');
  const queries = listHistory.parameters.map((part) => resolved(document, part)).filter((part) => part.in === 'query');

  it('takes a range, columns, a page, a format, and exact values of what is not personal', () => {
    const names = queries.map(({ name }) => name);
    expect(names.slice(0, 6)).toEqual(['from', 'to', 'columns', 'limit', 'cursor', 'format']);
    expect(names).toContain('scoreId');
    expect(names).not.toContain('patientId');
  });

  it('answers with JSON, CSV or Parquet', () => {
    expect(Object.keys(listHistory.responses['200']?.content ?? {})).toEqual([
      'application/json',
      'text/csv',
      'application/vnd.apache.parquet',
    ]);
  });

  it('promises no field of a row, since columns are chosen and withheld', () => {
    const { ScoredRow } = document.components['schemas'] ?? {};
    expect(ScoredRow).not.toHaveProperty('required');
    expect(ScoredRow).toMatchObject({ additionalProperties: false });
  });

  it('shows a document within a row as the text that the lake keeps', () => {
    const { TakenRow } = read(oddProduct).components['schemas'] as Record<string, { properties: object }>;
    expect(TakenRow?.properties).toMatchObject({
      device: { type: 'string', contentMediaType: 'application/json' },
      remarks: { type: 'string', contentMediaType: 'application/json' },
      calm: { type: 'boolean' },
    });
  });
});

describe('given a port that is to end', () => {
  const document = read(oddProduct);

  it.each(['post /taking', 'get /all-takings', 'get /events/taken'])('says so of %s, in each answer', (place) => {
    const ending = operation(document, place);
    expect(ending).toMatchObject({ deprecated: true, 'x-sunset': '2026-12-31' });
    expect(ending.description).toContain('Deprecated since 2.1.0');
    for (const answer of Object.values(ending.responses))
      expect(Object.keys(resolved(document, answer).headers)).toEqual(
        expect.arrayContaining(['Deprecation', 'Sunset', 'Link']),
      );
  });

  it('says nothing of the sort of its neighbours', () => {
    const staying = operation(document, 'post /takings');
    expect(staying).not.toHaveProperty('deprecated');
    for (const answer of Object.values(staying.responses))
      expect(resolved(document, answer).headers).not.toHaveProperty('Sunset');
  });

  it('says it of every port of a product that is to end', () => {
    expect(operation(read(quietProduct), 'listRows')).toMatchObject({ deprecated: true, 'x-sunset': '2027-01-01' });
  });
});

describe('given every error of the runtime', () => {
  // Of a method that no operation has, no operation can speak.
  const elsewhere = [RuntimeErrors.METHOD_NOT_ALLOWED.code];

  it('finds it in the document of a product', () => {
    const document = read(oddProduct);
    const documented = new Set(operationsOf(document).flatMap(([, one]) => codesOf(document, one)));
    expect(
      Object.values(RuntimeErrors)
        .map(({ code }) => code)
        .filter((code) => !documented.has(code) && !elsewhere.includes(code)),
    ).toEqual([]);
  });
});
