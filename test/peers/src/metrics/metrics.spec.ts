import {
  atThreshold,
  benjaminiHochberg,
  brier,
  chiSquared,
  estimatedPerformance,
  evaluateCounts,
  expectedCalibrationError,
  kolmogorovSmirnov,
  logLoss,
  populationStability,
  prAuc,
  rocAuc,
  wasserstein,
} from '@mesh/evaluation';
import { storyWith, toolPath } from '@mesh/test-contracts';
import { askPeers, type Answered, type Asked } from './judge.js';
import { foreseenCounts, judgedCases, sample } from './samples.js';

const asked: Asked = {
  judged: [
    { ...judgedCases({ cases: 400, rate: 0.4, seed: 1, decimals: 9 }), threshold: 0.5 },
    { ...judgedCases({ cases: 300, rate: 0.3, seed: 2, decimals: 1 }), threshold: 0.3 },
    { ...judgedCases({ cases: 2_000, rate: 0.02, seed: 3, decimals: 9 }), threshold: 0.7 },
    { ...judgedCases({ cases: 12, rate: 0.5, seed: 4, decimals: 2 }), threshold: 0.9 },
  ],
  drifted: [
    { a: sample({ size: 40, seed: 5 }), b: sample({ size: 31, shift: 0.6, seed: 6 }) },
    { a: sample({ size: 900, seed: 7 }), b: sample({ size: 700, shift: 0.05, seed: 8 }) },
    { a: sample({ size: 500, seed: 9, decimals: 0 }), b: sample({ size: 800, shift: 0.2, seed: 10, decimals: 0 }) },
    { a: sample({ size: 3_000, seed: 11 }), b: sample({ size: 2_000, shift: 0.04, seed: 12 }) },
    { a: sample({ size: 7, seed: 13 }), b: sample({ size: 7, shift: 30, seed: 14 }) },
  ],
  estimated: [
    { probabilities: judgedCases({ cases: 500, rate: 0.4, seed: 15, decimals: 12 }).probabilities, threshold: 0.5 },
    { probabilities: judgedCases({ cases: 5_000, rate: 0.1, seed: 16, decimals: 12 }).probabilities, threshold: 0.2 },
  ],
  foreseen: [
    foreseenCounts({ cases: 500, mean: 0.3, seed: 17 }),
    foreseenCounts({ cases: 3_000, mean: 12, seed: 18 }),
    foreseenCounts({ cases: 9, mean: 900, seed: 19 }),
  ],
  counts: [
    { a: [120, 80, 44], b: [90, 110, 51] },
    { a: [5, 1], b: [2, 9] },
    { a: [1_000, 2_000, 3_000, 40, 5], b: [1_100, 1_800, 3_300, 90, 1] },
    { a: [10, 10], b: [10, 10] },
  ],
  pValues: [0.01, 0.04, 0.03, 0.005, 0.2, 0.9, 0.04],
};

const near = (ours: number, theirs: number) => expect(Math.abs(ours - theirs)).toBeLessThan(1e-6);

storyWith('science-python')('given the same cases as scikit-learn, scipy and NannyML', () => {
  let peers: Answered;
  beforeAll(() => {
    peers = askPeers(toolPath('science-python'), asked);
  }, 120_000);

  it.each(asked.judged.map((_, i) => i))('judges model %i as scikit-learn does', (i) => {
    const { labels, probabilities } = asked.judged[i]!;
    near(rocAuc(labels, probabilities).value, peers.judged[i]!.rocAuc);
    near(prAuc(labels, probabilities).value, peers.judged[i]!.prAuc);
    near(brier(labels, probabilities).value, peers.judged[i]!.brier);
    near(logLoss(labels, probabilities), peers.judged[i]!.logLoss);
    near(expectedCalibrationError(labels, probabilities), peers.judged[i]!.expectedCalibrationError);
  });

  it.each(asked.judged.map((_, i) => i))('gives the alarms of model %i the intervals of scipy', (i) => {
    const { labels, probabilities, threshold } = asked.judged[i]!;
    const ours = atThreshold(labels, probabilities, threshold);
    for (const figure of ['sensitivity', 'specificity'] as const) {
      const { value, low, high } = ours[figure];
      [value, low, high].forEach((bound, k) => near(bound, peers.judged[i]![figure][k]!));
    }
  });

  it.each(asked.drifted.map((_, i) => i))('sees as much drift in column %i as scipy and numpy', (i) => {
    const { a, b } = asked.drifted[i]!;
    const test = kolmogorovSmirnov(a, b);
    near(test.statistic, peers.drifted[i]!.ks);
    near(test.pValue, test.method === 'exact' ? peers.drifted[i]!.ksPValue : peers.drifted[i]!.ksLimit);
    near(wasserstein(a, b), peers.drifted[i]!.wasserstein);
    near(populationStability(a, b), peers.drifted[i]!.psi);
  });

  it('comes within a hundredth of the p-value that scipy gives samples too large to be exact', () => {
    const { a, b } = asked.drifted[3]!;
    const { pValue, method } = kolmogorovSmirnov(a, b);
    expect(method).toBe('asymptotic');
    expect(Math.abs(pValue - peers.drifted[3]!.ksPValue)).toBeLessThan(0.01);
  });

  it('foresees the performance that NannyML foresees', () => {
    asked.estimated.forEach(({ probabilities, threshold }, i) => {
      const ours = estimatedPerformance(probabilities, threshold);
      for (const figure of ['rocAuc', 'accuracy', 'sensitivity', 'specificity'] as const)
        near(ours[figure].value, peers.estimated[i]![figure]);
    });
  });

  it.each(asked.foreseen.map((_, i) => i))('judges model %i of counts as scikit-learn does', (i) => {
    const ours = evaluateCounts(asked.foreseen[i]!);
    for (const [figure, theirs] of Object.entries(peers.foreseen[i]!))
      near(ours[figure as keyof (typeof peers.foreseen)[number]].value, theirs);
  });

  it('tests counts and corrects for many tests as scipy does', () => {
    asked.counts.forEach(({ a, b }, i) => {
      const ours = chiSquared(a, b);
      for (const figure of ['statistic', 'pValue', 'degreesOfFreedom'] as const)
        near(ours[figure], peers.counts[i]![figure]);
    });
    benjaminiHochberg(asked.pValues).forEach((adjusted, i) => near(adjusted, peers.adjusted[i]!));
  });
});
