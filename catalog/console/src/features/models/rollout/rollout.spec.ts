import { advanced, nextShare, standsOpen, verdictOf, type Ramp, type RolloutState } from './rollout.js';
import { FIRST_ENTRIES, shareOf, startFaults, startRequest, stepsOf, type StartEntries } from './start-entries.js';

const ramp: Ramp = {
  ...{ steps: [0.01, 0.1, 0.5], minimumAnswers: 1_000, minimumOutcomes: 0, maxFailureShare: 0.01, tolerance: 0 },
  whenDone: 'hold',
};
const rollout = (over: Partial<RolloutState>): RolloutState => ({
  ...{ revision: 1, state: 'running', champion: '1', share: 0.05, by: 'dana-scientist', changedAt: '2026-01-01' },
  ...over,
});
const entries = (over: Partial<StartEntries>): StartEntries => ({ ...FIRST_ENTRIES, version: '2', ...over });

describe('given a rollout', () => {
  it.each([
    ['running', rollout({ shadow: '2' }), true],
    ['ended', rollout({ state: 'ended', challenger: '2' }), false],
    ['halted with an alias that still stands', rollout({ state: 'halted', challenger: '2', share: 0 }), true],
    ['finished by a promotion', rollout({ state: 'finished', promoted: true }), true],
  ] as const)('that is %s: can be taken back or not', (_, standing, open) => expect(standsOpen(standing)).toBe(open));

  it.each([
    ['none', undefined],
    ['better', { low: -0.2, high: -0.01 }],
    ['worse', { low: 0.01, high: 0.2 }],
    ['open', { low: -0.1, high: 0.1 }],
  ] as const)('reads the comparison as %s', (said, difference) => expect(verdictOf(difference)).toBe(said));

  it('goes on with the rest of its ramp, and with what listens', () => {
    const standing = rollout({ challenger: '2', shadow: '3', ramp, step: { number: 0 } });
    expect(nextShare(standing)).toBe(0.1);
    expect(advanced(standing, { share: 0.1, reason: ' it does well ' })).toEqual({
      ...{ challenger: '2', shadow: '3', reason: 'it does well' },
      ramp: { ...ramp, steps: [0.1, 0.5] },
    });
    expect(advanced(standing, { share: 0.3, reason: '' })).toEqual({ challenger: '2', shadow: '3', share: 0.3 });
  });

  it('knows no next step at the end of a ramp, or without one', () => {
    expect(nextShare({ ramp, step: { number: 2 } })).toBeUndefined();
    expect(nextShare({})).toBeUndefined();
  });
});

describe('given what somebody wrote into the form', () => {
  it.each([
    ['5', 0.05],
    ['0.5', 0.005],
    ['12,5 %', 0.125],
    ['100', 1],
    ['0', undefined],
    ['101', undefined],
    ['-3', undefined],
    ['five', undefined],
    ['', undefined],
  ])('takes %j for a share of %p', (text, share) => expect(shareOf(text)).toBe(share));

  it.each([
    ['1, 10, 50', [0.01, 0.1, 0.5]],
    ['1 10 50', [0.01, 0.1, 0.5]],
    ['0,5; 2', [0.005, 0.02]],
    ['10, 10', undefined],
    ['50, 10', undefined],
    ['', undefined],
    ['1, x', undefined],
  ])('takes %j for the steps %p', (text, steps) => expect(stepsOf(text)).toEqual(steps));

  it('asks for a shadow, a share or a ramp', () => {
    expect(startRequest(entries({ reason: ' why ' }))).toEqual({ shadow: '2', reason: 'why' });
    expect(startRequest(entries({ way: 'share' }))).toEqual({ challenger: '2', share: 0.05 });
    expect(startRequest(entries({ way: 'ramp', promotes: true, minimumOutcomes: '100' }))).toEqual({
      challenger: '2',
      ramp: {
        ...{ steps: [0.01, 0.1, 0.5], minimumAnswers: 1_000, minimumOutcomes: 100, tolerance: 0 },
        whenDone: 'promote',
      },
    });
  });

  it('names the fields that are wrong, and only those of the chosen way', () => {
    const wrong = { share: '0', steps: '', minimumAnswers: '0', minimumOutcomes: '-1', tolerance: '2' };
    expect(startFaults(entries(wrong))).toEqual([]);
    expect(startFaults(entries({ ...wrong, way: 'share' }))).toEqual(['share']);
    expect(startFaults(entries({ ...wrong, way: 'ramp' }))).toEqual([
      ...['steps', 'minimumAnswers', 'minimumOutcomes', 'tolerance'],
    ]);
    expect(startFaults(entries({ way: 'ramp' }))).toEqual([]);
  });
});
