import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Cases to be judged by the field's own programs. */
export interface Asked {
  readonly judged: readonly {
    readonly labels: readonly number[];
    readonly probabilities: readonly number[];
    readonly threshold: number;
  }[];
  readonly drifted: readonly { readonly a: readonly number[]; readonly b: readonly number[] }[];
  readonly estimated: readonly { readonly probabilities: readonly number[]; readonly threshold: number }[];
  readonly foreseen: readonly { readonly observed: readonly number[]; readonly expected: readonly number[] }[];
  readonly counts: readonly { readonly a: readonly number[]; readonly b: readonly number[] }[];
  readonly pValues: readonly number[];
}

type Interval = readonly [number, number, number];

/** What they answer, in the order asked. */
export interface Answered {
  readonly judged: readonly {
    readonly rocAuc: number;
    readonly prAuc: number;
    readonly brier: number;
    readonly logLoss: number;
    readonly expectedCalibrationError: number;
    readonly sensitivity: Interval;
    readonly specificity: Interval;
  }[];
  readonly drifted: readonly {
    readonly ks: number;
    readonly ksPValue: number;
    readonly ksLimit: number;
    readonly wasserstein: number;
    readonly psi: number;
  }[];
  readonly estimated: readonly Readonly<Record<'rocAuc' | 'accuracy' | 'sensitivity' | 'specificity', number>>[];
  readonly foreseen: readonly Readonly<
    Record<'meanPoissonDeviance' | 'meanPoissonDevianceOfMean' | 'devianceExplained' | 'meanAbsoluteError', number>
  >[];
  readonly counts: readonly Readonly<Record<'statistic' | 'pValue' | 'degreesOfFreedom', number>>[];
  readonly adjusted: readonly number[];
}

/** Runs `judge.py` in a Python that has scikit-learn, scipy and NannyML; throws with what it wrote when it fails. */
export function askPeers(python: string, asked: Asked): Answered {
  const { status, stdout, stderr } = spawnSync(python, [fileURLToPath(new URL('judge.py', import.meta.url))], {
    input: JSON.stringify(asked),
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
    timeout: 120_000,
  });
  if (status !== 0) throw new Error(`the peers could not judge: ${stderr.slice(-2_000)}`);
  return JSON.parse(stdout) as Answered;
}
