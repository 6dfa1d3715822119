import { readAuditQuery } from './audit-query.js';

describe('given the parameters of a question to the audit record', () => {
  it('reads what it knows', () => {
    const parameters = {
      caller: 'clinic-app',
      permitted: 'false',
      limit: '500',
      from: '2026-03-01',
      traceId: 'a'.repeat(32),
    };
    expect(readAuditQuery(parameters)).toEqual({
      caller: 'clinic-app',
      permitted: false,
      limit: 500,
      from: '2026-03-01T00:00:00.000Z',
      traceId: 'a'.repeat(32),
    });
  });

  it.each([
    ['/limit', { limit: '501' }],
    ['/limit', { limit: '0' }],
    ['/limit', { limit: '1e2' }],
    ['/permitted', { permitted: 'maybe' }],
    ['/from', { from: 'yesterday' }],
    ['/to', { to: '2026-99-99' }],
    ['/traceId', { traceId: 'xyz' }],
    ['/caller', { caller: ['a', 'b'] }],
    ['/caller', { caller: 'a'.repeat(201) }],
    ['/port', { port: 'a\0' }],
    ['', { patient: 'x' }],
    ['', { constructor: 'x' }],
  ])('names %p as wrong and never repeats a value', (pointer, parameters) => {
    const failure = { code: 'AUDIT.QUERY_INVALID', status: 422, meta: { errors: [{ pointer }] } };
    expect(() => readAuditQuery(parameters)).toThrow(expect.objectContaining({ code: failure.code }));
    try {
      readAuditQuery(parameters);
    } catch (error) {
      expect(error).toMatchObject(failure);
    }
  });
});
