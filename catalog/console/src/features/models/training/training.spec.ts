import { added, NO_LINES } from './run-lines.js';
import { endOf, wordOf, type TrainingRun } from './run.js';
import { lastRunOf, nextOf } from './schedule.js';

const cancellation = { by: 'dana-scientist', at: '2026-01-01T00:00:00Z' };
const stopped = { code: 'TRAINING_RUN.CANCELLED', detail: 'The training was stopped' };

describe('given a run', () => {
  it.each([
    [{ state: 'requested' }, 'requested'],
    [{ state: 'running' }, 'running'],
    [{ state: 'running', cancellation }, 'stopping'],
    [{ state: 'failed', cancellation, error: stopped }, 'stopped'],
    [{ state: 'failed', error: { code: 'TRAINING_RUN.OUT_OF_MEMORY', detail: '' } }, 'failed'],
    // It was done before anybody could stop it.
    [{ state: 'completed', cancellation }, 'completed'],
  ] as const)('%j is called %s', (run, word) => expect(wordOf(run as TrainingRun)).toBe(word));

  it('takes the end of a code for its word', () => {
    expect(endOf({ code: 'TRAINING_RUN.OUT_OF_MEMORY' })).toBe('OUT_OF_MEMORY');
    expect(endOf({ code: 'ODD' })).toBe('ODD');
  });
});

describe('given the log of a run, read a part at a time', () => {
  const line = (at: number) => ({ line: at, text: `line ${at}` });

  it('puts each line in its place, also one that is read twice', () => {
    const first = added(NO_LINES, 'one', [line(0), line(1)]);
    expect(added(first, 'one', [line(1), line(2)]).texts).toEqual(['line 0', 'line 1', 'line 2']);
  });

  it('is the same where nothing is new, so that nothing is drawn again', () => {
    const first = added(NO_LINES, 'one', [line(0)]);
    expect(added(first, 'one', [])).toBe(first);
    expect(added(first, 'one', [line(0)])).toBe(first);
  });

  it('leaves a line empty that has not come yet, and forgets those of another run', () => {
    expect(added(NO_LINES, 'one', [line(1)]).texts).toEqual(['', 'line 1']);
    expect(added(added(NO_LINES, 'one', [line(0)]), 'two', []).texts).toEqual([]);
  });
});

describe('given a schedule', () => {
  const now = Date.parse('2026-01-01T12:00:00Z');
  const later = '2026-01-01T14:00:00Z';

  it.each([
    [{ state: 'active', nextAt: later }, later],
    [{ state: 'active', nextAt: later, retryAt: '2026-01-01T13:00:00Z' }, '2026-01-01T13:00:00Z'],
    [{ state: 'active', nextAt: '2026-01-01T11:00:00Z' }, undefined],
    [{ state: 'paused', nextAt: later }, undefined],
  ] as const)('%j trains next at %s', (schedule, next) => expect(nextOf(schedule, now)).toBe(next));

  it('knows its last run by the link to it', () => {
    expect(lastRunOf({ links: { lastRun: '/training/runs/abc' } })).toBe('abc');
    expect(lastRunOf({ links: {} })).toBeUndefined();
  });
});
