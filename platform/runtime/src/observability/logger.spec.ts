import { defineErrors } from '@mesh/product';
import { createLogger } from './logger.js';

const Errors = defineErrors('TEST', { BROKEN: { kind: 'fault', title: 'It broke', fix: 'Mend it.' } });

const lineOf = (fields: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const lines: string[] = [];
  createLogger('cardiology', 'info', { write: (line) => void lines.push(line) }).error(fields, 'a call failed');
  expect(lines.join('')).not.toContain('MARKER');
  return JSON.parse(lines[0] as string) as Record<string, unknown>;
};

describe('given a log line', () => {
  it('is JSON with the service, the message and the facts', () => {
    expect(lineOf({ code: 'TEST.BROKEN', row: 7 })).toMatchObject({
      service: 'cardiology',
      msg: 'a call failed',
      code: 'TEST.BROKEN',
      row: 7,
    });
  });

  it.each(['patientId', 'data', 'body', 'document', 'authorization', 'clientSecret', 'token'])(
    'leaves out %s',
    (name) => {
      expect(lineOf({ [name]: 'MARKER', event: { [name]: 'MARKER', topic: 't' } })['event']).toEqual({ topic: 't' });
    },
  );

  it('shows where a failure came from and never what it says', () => {
    const cause = Errors.BROKEN({}, { cause: new TypeError('MARKER\n    at MARKER (MARKER:1:1)') });
    expect(lineOf({ cause })['cause']).toMatchObject({
      name: 'MeshError',
      code: 'TEST.BROKEN',
      cause: { name: 'TypeError', frames: expect.arrayContaining([expect.stringContaining('at ')]) },
    });
  });

  it('does not quote what was thrown without being an error', () => {
    expect(lineOf({ cause: 'MARKER' })['cause']).toBe('string');
  });

  it('is not written below its level', () => {
    const lines: string[] = [];
    createLogger('cardiology', 'warn', { write: (line) => void lines.push(line) }).info({}, 'all is well');
    expect(lines).toEqual([]);
  });
});
