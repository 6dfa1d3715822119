import { defineErrors, ERROR_KINDS, MeshError } from '../index.js';

const Errors = defineErrors('CARDIO', {
  NOT_READY: { kind: 'unavailable', title: 'The model is not loaded', fix: 'Repeat the call.' },
  TOO_LARGE: { kind: 'invalid', status: 413, title: 'The document is too large', fix: 'Send a smaller one.' },
});

describe('given a table of errors', () => {
  it('raises an error with the code, the words and the status of its row', () => {
    const error = Errors.NOT_READY({ model: 'risk' });
    expect(error).toBeInstanceOf(MeshError);
    expect(error).toMatchObject({
      name: 'MeshError',
      code: 'CARDIO.NOT_READY',
      message: 'The model is not loaded',
      status: ERROR_KINDS.unavailable.status,
      retryable: true,
      meta: { model: 'risk' },
    });
  });

  it('lets a row say its status more exactly than its kind does', () => {
    expect(Errors.TOO_LARGE()).toMatchObject({ status: 413, retryable: false, meta: {} });
  });

  it('keeps the cause for the log', () => {
    const cause = new Error('disk');
    expect(Errors.NOT_READY({}, { cause }).cause).toBe(cause);
  });

  it('shows its rows and cannot be changed', () => {
    const { code, spec } = Errors.TOO_LARGE;
    expect([code, spec.fix]).toEqual(['CARDIO.TOO_LARGE', 'Send a smaller one.']);
    expect(Object.isFrozen(Errors)).toBe(true);
  });
});
