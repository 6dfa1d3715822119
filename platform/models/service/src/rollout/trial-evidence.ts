import { SequentialComparison, type SequentialComparisonState } from '@mesh/evaluation';
import type { Database } from '@mesh/database';
import type { ArmCounts, ArmsReported, Rollout } from '@mesh/models';
import { meanInterval, type MeanInterval } from '@mesh/rollout';

/** What an arm did, and how it was judged. */
export interface ArmResult extends ArmCounts {
  readonly outcomes: number;
  /** Mean squared error of the probability over the judged answers; absent before the first. */
  readonly meanLoss?: number;
}

/** What a trial has shown so far. */
export interface TrialResults {
  readonly champion: ArmResult;
  readonly challenger: ArmResult;
  /** Mean loss of the challenger less the champion's with an interval that may be looked at any time; absent before both were judged. */
  readonly difference?: { readonly value: number; readonly low: number; readonly high: number };
  readonly shadow?: {
    readonly version: string;
    readonly compared: number;
    readonly dropped: number;
    readonly failed: number;
    /** The shadow's probability less the answered one; the interval may be looked at any time, and is null while endless. */
    readonly difference: {
      readonly mean: number | null;
      readonly low: number | null;
      readonly high: number | null;
      readonly meanMagnitude: number | null;
    };
    /** Of these rows the outcome is known, and the champion answered. */
    readonly outcomes: number;
    /** Mean squared errors over them, of what the shadow said and of what was answered; absent before the first. */
    readonly meanLoss?: number;
    readonly answeredMeanLoss?: number;
    /** Mean loss of the shadow less that of the answers, row by row; the interval may be looked at any time. */
    readonly lossDifference?: {
      readonly mean: number | null;
      readonly low: number | null;
      readonly high: number | null;
    };
  };
  readonly unfit: boolean;
}

interface TrialRow {
  readonly champion_answered: string;
  readonly champion_failed: string;
  readonly challenger_answered: string;
  readonly challenger_failed: string;
  readonly unfit: boolean;
  readonly comparison: SequentialComparisonState | null;
}

interface ShadowRow {
  readonly version: string;
  readonly compared: string;
  readonly dropped: string;
  readonly failed: string;
  readonly differences: number;
  readonly squares: number;
  readonly magnitudes: number;
  readonly judged: string;
  readonly loss: number;
  readonly answered_loss: number;
  readonly loss_squares: number;
}

/** Adds what a serving process saw; a trial that nobody knows is passed over. */
export async function addReport(transaction: Database, report: ArmsReported): Promise<void> {
  const { trial, champion, challenger, shadow, shadowVersion, unfit } = report;
  const known = await transaction.query(
    `UPDATE rollouts.trial SET champion_answered = champion_answered + $2, champion_failed = champion_failed + $3,
       challenger_answered = challenger_answered + $4, challenger_failed = challenger_failed + $5, unfit = unfit OR $6
     WHERE trial = $1 RETURNING trial`,
    [
      trial,
      champion.answered,
      champion.failed,
      challenger.answered,
      challenger.failed,
      unfit?.includes('challenger') ?? false,
    ],
  );
  if (known.length === 0 || shadowVersion === undefined) return;
  const { compared, dropped, failed, differences, squares, magnitudes } = shadow;
  await transaction.query(
    `INSERT INTO rollouts.shadow AS s (trial, version, compared, dropped, failed, differences, squares, magnitudes)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
     ON CONFLICT (trial, version) DO UPDATE SET compared = s.compared + excluded.compared,
       dropped = s.dropped + excluded.dropped, failed = s.failed + excluded.failed,
       differences = s.differences + excluded.differences, squares = s.squares + excluded.squares,
       magnitudes = s.magnitudes + excluded.magnitudes`,
    [trial, shadowVersion, compared, dropped, failed, differences, squares, magnitudes],
  );
}

/** What the trial of a rollout has shown so far. */
export async function resultsOf(database: Database, { trial, shadow }: Rollout): Promise<TrialResults> {
  const [row] = await database.query<TrialRow>('SELECT * FROM rollouts.trial WHERE trial = $1', [trial]);
  const [listened] = await database.query<ShadowRow>(
    'SELECT * FROM rollouts.shadow WHERE trial = $1 AND version = $2',
    [trial, shadow ?? ''],
  );
  const state = row?.comparison ?? undefined;
  const armOf = (arm: 'champion' | 'challenger'): ArmResult => ({
    answered: Number(row?.[`${arm}_answered`] ?? 0),
    failed: Number(row?.[`${arm}_failed`] ?? 0),
    outcomes: state?.[arm].n ?? 0,
    ...(state !== undefined && state[arm].n > 0 && { meanLoss: state[arm].sum / state[arm].n }),
  });
  const [champion, challenger] = [armOf('champion'), armOf('challenger')];
  const isCompared = state !== undefined && champion.outcomes > 0 && challenger.outcomes > 0;
  const { value, low, high } = new SequentialComparison(state === undefined ? {} : { state }).interval();
  return {
    champion,
    challenger,
    ...(isCompared && { difference: { value, low, high } }),
    ...(listened !== undefined && { shadow: shadowResult(listened) }),
    unfit: row?.unfit ?? false,
  };
}

function shadowResult(row: ShadowRow): NonNullable<TrialResults['shadow']> {
  const [compared, outcomes] = [Number(row.compared), Number(row.judged)];
  const interval = meanInterval({ n: compared, sum: row.differences, squares: row.squares });
  return {
    version: row.version,
    compared,
    dropped: Number(row.dropped),
    failed: Number(row.failed),
    difference: { ...finite(interval), meanMagnitude: compared === 0 ? null : row.magnitudes / compared },
    outcomes,
    ...(outcomes > 0 && {
      meanLoss: row.loss / outcomes,
      answeredMeanLoss: row.answered_loss / outcomes,
      lossDifference: finite(
        meanInterval({ n: outcomes, sum: row.loss - row.answered_loss, squares: row.loss_squares }),
      ),
    }),
  };
}

/** JSON knows neither infinity nor what is no number. */
const finite = ({ mean, low, high }: MeanInterval) => {
  const known = (value: number): number | null => (Number.isFinite(value) ? value : null);
  return { mean: known(mean), low: known(low), high: known(high) };
};
