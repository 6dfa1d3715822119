import type { Rollout } from '@mesh/models';
import { nextOfRamp, type RampEvidence, type RampVerdict } from './index.js';

const ROLLOUT = {
  share: 0.1,
  step: { number: 1, answersBefore: 500 },
  ramp: {
    steps: [0.01, 0.1, 0.5],
    minimumAnswers: 1_000,
    minimumOutcomes: 50,
    maxFailureShare: 0.01,
    tolerance: 0.02,
    whenDone: 'hold',
  },
} as unknown as Rollout;
const CONTENT: RampEvidence = {
  challenger: { answered: 1_500, failed: 0 },
  outcomes: { champion: 900, challenger: 50 },
  difference: { low: -0.1, high: 0.1 },
  unfit: false,
};

describe('given a ramp in its second step', () => {
  it.each<[string, Partial<RampEvidence>, RampVerdict['verdict']]>([
    ['enough answers and outcomes', {}, 'step'],
    ['an answer too few since the step began', { challenger: { answered: 1_499, failed: 0 } }, 'wait'],
    ['an outcome too few', { outcomes: { champion: 900, challenger: 49 } }, 'wait'],
    ['a loss that may be worse by less than the tolerance', { difference: { low: 0.019, high: 0.3 } }, 'step'],
    ['a loss that is worse by more than the tolerance', { difference: { low: 0.021, high: 0.3 } }, 'halt'],
    ['too many failures', { challenger: { answered: 980, failed: 20 } }, 'halt'],
    ['failures of a handful of answers', { challenger: { answered: 2, failed: 2 } }, 'wait'],
    ['a process that cannot load the challenger', { unfit: true }, 'halt'],
  ])('with %s', (_, change, verdict) => {
    expect(nextOfRamp(ROLLOUT, { ...CONTENT, ...change }).verdict).toBe(verdict);
  });

  it('steps to the next share, and is done after the last', () => {
    expect(nextOfRamp(ROLLOUT, CONTENT)).toEqual({ verdict: 'step', share: 0.5 });
    const last = { ...ROLLOUT, step: { number: 2, answersBefore: 500 } };
    expect(nextOfRamp(last, CONTENT)).toEqual({ verdict: 'done' });
  });
});

describe('given a share by hand', () => {
  const { ramp: _, step: __, ...byHand } = ROLLOUT;

  it('never moves, but for a halt', () => {
    expect(nextOfRamp(byHand, CONTENT)).toEqual({ verdict: 'wait' });
    expect(nextOfRamp(byHand, { ...CONTENT, difference: { low: 0.001, high: 0.3 } }).verdict).toBe('halt');
  });
});
