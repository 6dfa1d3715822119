import { defineErrors, ERROR_KINDS, type ErrorKind } from '@mesh/product';
import { RuntimeErrors } from '../runtime.errors.js';
import { retryAfterSeconds, toMeshError, toProblem } from './problem.js';

const kinds = Object.keys(ERROR_KINDS) as ErrorKind[];
const Errors = defineErrors(
  'KIND',
  Object.fromEntries(kinds.map((kind) => [kind.toUpperCase(), { kind, title: kind, fix: 'Mend it.' }])),
);

describe('given an error', () => {
  it.each(kinds)('shows the kind %s with its status', (kind) => {
    const error = Errors[kind.toUpperCase() as Uppercase<string>]?.() ?? RuntimeErrors.UNEXPECTED();
    expect(toProblem(error, 'f'.repeat(32))).toEqual({
      type: `urn:mesh:error:KIND.${kind.toUpperCase()}`,
      title: kind,
      status: ERROR_KINDS[kind].status,
      code: `KIND.${kind.toUpperCase()}`,
      detail: 'Mend it.',
      instance: `urn:trace:${'f'.repeat(32)}`,
    });
    expect(retryAfterSeconds(error) !== undefined).toBe(ERROR_KINDS[kind].retryable);
  });

  it('shows metadata beside the standard members and never instead of them', () => {
    const problem = toProblem(RuntimeErrors.BODY_INVALID({ code: 'OTHER', status: 200, row: 7 }), 'a'.repeat(32));
    expect(problem).toMatchObject({ code: 'RUNTIME.BODY_INVALID', status: 422, row: 7 });
  });
});

describe('given an error of another origin', () => {
  it.each([
    ['a body that is too large', { code: 'FST_ERR_CTP_BODY_TOO_LARGE', statusCode: 413 }, 'RUNTIME.BODY_TOO_LARGE'],
    ['a media type', { code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE', statusCode: 415 }, 'RUNTIME.MEDIA_TYPE_UNSUPPORTED'],
    ['an unknown route', { status: 404 }, 'RUNTIME.ROUTE_UNKNOWN'],
    ['a malformed request', { statusCode: 400 }, 'RUNTIME.REQUEST_MALFORMED'],
    ['a broken program', new TypeError('MARKER'), 'RUNTIME.UNEXPECTED'],
    ['something thrown that is no error', 'MARKER', 'RUNTIME.UNEXPECTED'],
    ['nothing', undefined, 'RUNTIME.UNEXPECTED'],
  ])('finds the row for %s', (_, thrown, code) => {
    const error = toMeshError(thrown);
    expect(error.code).toBe(code);
    expect(JSON.stringify(toProblem(error, '0'))).not.toContain('MARKER');
  });

  it('leaves one of ours as it is', () => {
    const error = RuntimeErrors.OVERLOADED();
    expect(toMeshError(error)).toBe(error);
  });
});
