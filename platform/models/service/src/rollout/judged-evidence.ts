import { SequentialComparison, type SequentialComparisonState } from '@mesh/evaluation';
import type { Database } from '@mesh/database';
import { scoreUuid, type JudgedScore, type Rollout } from '@mesh/models';

/** Far more than a comparison ever needs to be decided. */
const MOST_JUDGED = 200_000;

interface TrialRow {
  readonly comparison: SequentialComparisonState | null;
  readonly began_at: Date | string;
}

type Arm = 'champion' | 'challenger';

/** Adds judged scores of the two arms that were made within the trial, each once, with what the shadow said of the same rows. */
export async function addJudged(
  transaction: Database,
  rollout: Rollout,
  scores: readonly JudgedScore[],
): Promise<void> {
  const { trial } = rollout;
  const [row] = await transaction.query<TrialRow>(
    'SELECT comparison, began_at FROM rollouts.trial WHERE trial = $1 FOR UPDATE',
    [trial],
  );
  if (row === undefined) return;
  const arms = armsOf(rollout);
  const began = new Date(row.began_at);
  const ours = scores.filter(({ version, scoredAt }) => arms.has(version) && new Date(scoredAt) >= began);
  const seen = (row.comparison?.champion.n ?? 0) + (row.comparison?.challenger.n ?? 0);
  if (ours.length === 0 || seen >= MOST_JUDGED) return;
  const fresh = await freshOf(transaction, trial, ours);
  const comparison = new SequentialComparison(row.comparison === null ? {} : { state: row.comparison });
  for (const { version, probability, outcome } of fresh)
    comparison.observe(arms.get(version) as Arm, lossOf(probability, outcome));
  await transaction.query('UPDATE rollouts.trial SET comparison = $2 WHERE trial = $1', [
    trial,
    JSON.stringify(comparison.snapshot()),
  ]);
  await addListened(transaction, rollout, fresh);
}

const armsOf = ({ champion, challenger }: Rollout): ReadonlyMap<string, Arm> =>
  new Map<string, Arm>([
    [champion, 'champion'],
    ...(challenger === undefined ? [] : [[challenger, 'challenger'] as const]),
  ]);

/** Squared error, 0–1. */
const lossOf = (probability: number, outcome: number): number => (probability - outcome) ** 2;

/** Those that the trial has not counted yet, each score once. */
async function freshOf(
  transaction: Database,
  trial: string,
  scores: readonly JudgedScore[],
): Promise<readonly JudgedScore[]> {
  const byId = new Map([...scores].reverse().map((score) => [scoreUuid(score.scoreId), score]));
  const rows = await transaction.query<{ score_id: string }>(
    'INSERT INTO rollouts.judged (trial, score_id) SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING RETURNING score_id',
    [trial, [...byId.keys()]],
  );
  const fresh = new Set(rows.map(({ score_id: id }) => id));
  return [...byId].flatMap(([id, score]) => (fresh.has(id) ? [score] : [])).reverse();
}

/** The shadow beside the champion on the same rows: paired, so that what makes a row hard does not blur the difference. */
async function addListened(
  transaction: Database,
  { trial, champion, shadow }: Rollout,
  scores: readonly JudgedScore[],
): Promise<void> {
  const losses = scores.flatMap(({ version, probability, outcome, shadow: said }) =>
    said === undefined || said.version !== shadow || version !== champion
      ? []
      : [{ heard: lossOf(said.probability, outcome), answered: lossOf(probability, outcome) }],
  );
  if (losses.length === 0) return;
  const sum = (of: (loss: (typeof losses)[number]) => number) => losses.reduce((total, loss) => total + of(loss), 0);
  await transaction.query(
    `INSERT INTO rollouts.shadow AS s (trial, version, judged, loss, answered_loss, loss_squares) VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (trial, version) DO UPDATE SET judged = s.judged + excluded.judged, loss = s.loss + excluded.loss,
       answered_loss = s.answered_loss + excluded.answered_loss, loss_squares = s.loss_squares + excluded.loss_squares`,
    [
      ...[trial, shadow, losses.length, sum(({ heard }) => heard), sum(({ answered }) => answered)],
      sum(({ heard, answered }) => (heard - answered) ** 2),
    ],
  );
}
