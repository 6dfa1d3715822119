import type { Change, Step } from '../change.js';
import { nextVersion, parseVersion, verdictOn, versionText } from '../index.js';

const change = (deserves: Step): Change => ({
  kind: 'x',
  document: 'openapi.json',
  path: '',
  direction: 'both',
  hurts: 'nobody',
  deserves,
  because: 'X: y.',
});

describe('given a released version', () => {
  it.each([
    ['1.4.2', 'major', '2.0.0'],
    ['1.4.2', 'minor', '1.5.0'],
    ['1.4.2', 'patch', '1.4.3'],
    // Before 1.0.0 anything may change: the minor says that something breaks.
    ['0.4.2', 'major', '0.5.0'],
    ['0.4.2', 'minor', '0.4.3'],
    ['0.4.2', 'patch', '0.4.3'],
  ] as const)('follows %s after a %s change with %s at the least', (from, step, to) => {
    expect(versionText(nextVersion(parseVersion(from)!, step))).toBe(to);
  });

  it.each(['1.0', 'v1.0.0', '1.0.0-rc.1', '01.0.0', '1.0.0.0', ''])('does not take %j for a version', (text) => {
    expect(parseVersion(text)).toBeUndefined();
  });
});

describe('given a declared version and what is different', () => {
  it.each([
    [['patch', 'minor', 'major'], '1.9.9', false, '2.0.0'],
    [['patch', 'minor', 'major'], '2.0.0', true, '2.0.0'],
    [['patch', 'minor'], '1.2.4', false, '1.3.0'],
    [['patch', 'minor'], '2.0.0', true, '1.3.0'],
    [['patch'], '1.2.3', false, '1.2.4'],
    [[], '1.2.3', true, '1.2.3'],
    [[], '1.2.2', false, '1.2.3'],
  ] as const)('judges %j in %s: %s, at least %s', (steps, declared, acceptable, smallest) => {
    expect(verdictOn('1.2.3', declared, steps.map(change))).toMatchObject({ acceptable, smallest });
  });

  it('knows the greatest step whatever the order', () => {
    expect(verdictOn('1.2.3', '2.0.0', [change('major'), change('patch')])?.deserves).toBe('major');
  });
});
