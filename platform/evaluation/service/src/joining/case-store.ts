import type { Database } from '@mesh/database';
import type { JudgedScore } from '@mesh/models';

import { encodeBlock, type JudgedCase } from './judged-block.js';
import type { Heard } from './listening-shadows.js';
import type { ObservedOutcome, ScoredCase } from './read-events.js';

interface KeptRow {
  readonly nth: number;
  readonly probability: number;
  readonly version: number;
  readonly groups: number;
  readonly judged: boolean;
  /** Milliseconds since 1970. */
  readonly scored_at: number;
  readonly shadow_version: number | null;
  readonly shadow_probability: number | null;
}

interface DueRow {
  readonly id: string;
  readonly outcome: number;
  readonly score: string | null;
}

const MOST_DUE = 5_000;
const MOST_PRUNED = 50_000;
/** A person's outcome without a score is looked at again after a time that grows so much with each look. */
const PATIENCE = 6;

/** Joins and judging of a model one after another: so a score and its outcome never miss each other, and blocks are in order. */
export const lockJoins = (transaction: Database, model: number): Promise<unknown> =>
  transaction.query(`SELECT pg_advisory_xact_lock(hashtext('evaluation.joins'), $1)`, [model]);

/** Which of the given cases were new, each once, and which of those had their outcome before them. */
export interface KeptScores {
  readonly fresh: readonly ScoredCase[];
  readonly judged: readonly JudgedScore[];
}

/** Keeps new scores with what a shadow said of their rows, and judges those whose outcome was there before them. */
export async function keepScores(
  transaction: Database,
  model: number,
  { cases, heard }: { readonly cases: readonly ScoredCase[]; readonly heard: Heard },
): Promise<KeptScores> {
  // Of a score that is told twice the first counts.
  const byScore = new Map([...cases].reverse().map((one) => [one.score, one]));
  const scores = cases.map(({ score }) => score);
  const shadows = scores.map((score) => heard.get(score));
  const written = await transaction.query<{ score: string }>(
    `INSERT INTO evaluation.score
       (model, score, person, scored_at, probability, version, groups, shadow_version, shadow_probability)
     SELECT $1, * FROM unnest($2::uuid[], $3::uuid[], $4::bigint[], $5::real[], $6::int[], $7::int[], $8::int[], $9::real[])
     ON CONFLICT DO NOTHING RETURNING score`,
    [
      ...[model, scores, cases.map(({ person }) => person), cases.map(({ scoredAt }) => scoredAt)],
      ...[cases.map(({ probability }) => probability), cases.map(({ version }) => version)],
      cases.map(({ groups }) => groups),
      ...[shadows.map((shadow) => shadow?.version ?? null), shadows.map((shadow) => shadow?.probability ?? null)],
    ],
  );
  const early = await transaction.query<{ score: string; outcome: number }>(
    `DELETE FROM evaluation.waiting WHERE model = $1 AND score = ANY ($2::uuid[]) RETURNING score, outcome`,
    [model, scores],
  );
  return {
    fresh: written.map(({ score }) => byScore.get(score) as ScoredCase),
    judged: early.length === 0 ? [] : (await judgeScores(transaction, model, early)).judged,
  };
}

/** Judges scores that are there and not judged yet; what names an unknown score is given back. */
export async function judgeScores<Outcome extends { readonly score: string; readonly outcome: number }>(
  transaction: Database,
  model: number,
  outcomes: readonly Outcome[],
): Promise<{ readonly judged: readonly JudgedScore[]; readonly unknown: readonly Outcome[] }> {
  const first = [...new Map([...outcomes].reverse().map((outcome) => [outcome.score, outcome])).values()].reverse();
  const scores = first.map(({ score }) => score);
  const kept = await transaction.query<KeptRow>(
    `SELECT g.nth::int AS nth, s.probability, s.version, s.groups, s.judged, s.scored_at::float8 AS scored_at,
       s.shadow_version, s.shadow_probability
     FROM unnest($2::uuid[]) WITH ORDINALITY AS g(score, nth) JOIN evaluation.score s ON s.model = $1 AND s.score = g.score`,
    [model, scores],
  );
  const fresh = kept.filter(({ judged }) => !judged);
  if (fresh.length > 0) {
    await transaction.query('UPDATE evaluation.score SET judged = true WHERE model = $1 AND score = ANY ($2::uuid[])', [
      model,
      fresh.map(({ nth }) => scores[nth - 1]),
    ]);
    await addBlock(
      transaction,
      model,
      fresh.map(({ nth, ...row }) => ({ ...row, outcome: first[nth - 1]!.outcome })),
    );
  }
  const known = new Set(kept.map(({ nth }) => nth - 1));
  return {
    judged: fresh.map((row) => judgedScore(row, first[row.nth - 1]!)),
    unknown: first.filter((_, nth) => !known.has(nth)),
  };
}

/** Keeps outcomes until their score comes or, for a person's, until scores under way have arrived. */
export async function keepWaiting(
  transaction: Database,
  model: number,
  { outcomes, dueAt }: { readonly outcomes: readonly ObservedOutcome[]; readonly dueAt: number },
): Promise<void> {
  if (outcomes.length === 0) return;
  await transaction.query(
    `INSERT INTO evaluation.waiting (model, score, person, outcome, observed_at, due_at)
     SELECT $1, score, CASE WHEN score IS NULL THEN person END, outcome, observed_at, $6
     FROM unnest($2::uuid[], $3::uuid[], $4::smallint[], $5::bigint[]) AS g(score, person, outcome, observed_at)`,
    [
      ...[model, outcomes.map(({ score }) => score ?? null), outcomes.map(({ person }) => person ?? null)],
      ...[outcomes.map(({ outcome }) => outcome), outcomes.map(({ observedAt }) => observedAt), dueAt],
    ],
  );
}

/** Gives each person's outcome whose time has come to their newest score before it; gives what was judged. */
export async function judgePersons(
  transaction: Database,
  model: number,
  { now, withinMs, settleMs }: { readonly now: number; readonly withinMs: number; readonly settleMs: number },
): Promise<readonly JudgedScore[]> {
  const due = await transaction.query<DueRow>(
    `SELECT d.id, d.outcome, s.score FROM (
       SELECT * FROM evaluation.waiting WHERE model = $1 AND score IS NULL AND due_at <= $2 ORDER BY due_at LIMIT ${MOST_DUE}
     ) d LEFT JOIN LATERAL (
       SELECT * FROM evaluation.score s WHERE s.model = $1 AND s.person = d.person
         AND s.scored_at BETWEEN d.observed_at - $3 AND d.observed_at ORDER BY s.scored_at DESC LIMIT 1
     ) s ON true ORDER BY d.id`,
    [model, now, withinMs],
  );
  if (due.length === 0) return [];
  const found = due.filter((row): row is DueRow & { score: string } => row.score !== null);
  const { judged } = await judgeScores(transaction, model, found);
  await transaction.query('DELETE FROM evaluation.waiting WHERE id = ANY ($1::bigint[])', [found.map(({ id }) => id)]);
  await transaction.query(
    `UPDATE evaluation.waiting SET tries = tries + 1, due_at = $2 + ($3 * power(${PATIENCE}, least(tries + 1, 9)))::bigint
     WHERE id = ANY ($1::bigint[])`,
    [due.filter(({ score }) => score === null).map(({ id }) => id), now, settleMs],
  );
  return judged;
}

/** Forgets scores and outcomes that are too old to be joined, some at a time. */
export async function forgetOld(transaction: Database, model: number, before: number): Promise<void> {
  for (const [table, time] of [
    ['score', 'scored_at'],
    ['waiting', 'observed_at'],
  ])
    await transaction.query(
      `DELETE FROM evaluation.${table} WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM evaluation.${table} WHERE model = $1 AND ${time} < $2 LIMIT ${MOST_PRUNED}))`,
      [model, before],
    );
}

function judgedScore(
  row: KeptRow,
  { score, outcome }: { readonly score: string; readonly outcome: number },
): JudgedScore {
  const { version, probability, scored_at: scoredAt, shadow_version: shadow, shadow_probability: heard } = row;
  return {
    scoreId: score,
    version: String(version),
    probability,
    outcome: outcome === 1 ? 1 : 0,
    scoredAt: new Date(scoredAt).toISOString(),
    ...(shadow !== null && heard !== null && { shadow: { version: String(shadow), probability: heard } }),
  };
}

async function addBlock(transaction: Database, model: number, cases: readonly JudgedCase[]): Promise<void> {
  await transaction.query('INSERT INTO evaluation.judged (model, cases, block) VALUES ($1, $2, $3)', [
    ...[model, cases.length, encodeBlock(cases)],
  ]);
}
