import { v7 as uuidv7 } from 'uuid';
import type { Database } from '@mesh/database';
import type { Outbox } from '@mesh/events';
import type { EvaluationActed } from '@mesh/models';

import type { Standing } from '../measuring/champion.js';
import type { Figures } from '../measuring/figures.js';
import { readingsOf } from '../rules/readings.js';
import { isActed, stepRule, type Reading, type Rule, type RulePhase } from '../rules/step-rule.js';
import type { WatchedModel } from '../watching/watched-model.js';
import { tellAction } from './tell-action.js';

interface Measured {
  readonly watched: WatchedModel;
  readonly standing: Standing;
  readonly figures: Figures;
  readonly now: Date;
}

interface RuleRow {
  readonly rule: string;
  readonly version: number;
  readonly phase: RulePhase['phase'];
  readonly since: string | null;
}

/** What holds after the rules have looked. */
export interface Decided {
  /** Names of the rules that are set off. */
  readonly raised: readonly string[];
  readonly stopped: number | undefined;
}

/** Rules about outcomes ask for as many cases as the window, those about scores for as many as the drift. */
const OF_OUTCOMES = new Set(['rocAuc', 'prAuc', 'brier', 'calibrationError', 'sensitivity', 'specificity']);

/**
 * Lets each rule look once, and writes down what follows in the same transaction: the action, its event, its lineage. A rule
 * begins anew with each version.
 */
export async function decide(
  transaction: Database,
  { outbox }: { readonly outbox: Outbox },
  { watched, standing, figures, now }: Measured,
): Promise<Decided> {
  const { champion } = standing;
  if (champion === undefined) return { raised: [], stopped: standing.stopped };
  const rows = await transaction.query<RuleRow>('SELECT * FROM evaluation.rule WHERE model = $1', [watched.id]);
  const readings = readingsOf(figures);
  const raised: string[] = [];
  let stopped = standing.stopped;
  for (const rule of watched.watch.rules) {
    const row = rows.find((known) => known.rule === rule.name);
    const before = phaseOf(row, champion);
    const reading = readings[rule.measure];
    const least = OF_OUTCOMES.has(rule.measure) ? watched.watch.window.least : watched.watch.drift.least;
    const after = stepRule(rule, before, { reading, least, now: now.getTime() });
    if (after.phase === 'raised') raised.push(rule.name);
    if (after.phase === before.phase && row?.version === champion && !isActed(before, after)) continue;
    await keepPhase(transaction, watched.id, { rule: rule.name, version: champion, after });
    const tell = (state: EvaluationActed['state'], version: number, seen: Reading | undefined) =>
      tellAction(transaction, outbox, {
        model: watched.id,
        acted: actedOf({ watched, rule, reading: seen, state, version, now }),
        previous: standing.previous,
      });
    // What was raised against another version ends with it, and says nothing of this one.
    if (row?.phase === 'raised' && row.version !== champion) await tell('cleared', row.version, undefined);
    if (before.phase === 'raised' && after.phase !== 'raised') await tell('cleared', champion, reading);
    if (!isActed(before, after)) continue;
    await tell('raised', champion, reading);
    if (rule.action === 'stop') stopped = champion;
  }
  if (stopped !== standing.stopped)
    await transaction.query('UPDATE evaluation.model SET stopped = $2 WHERE id = $1', [watched.id, stopped]);
  return { raised, stopped };
}

const phaseOf = (row: RuleRow | undefined, champion: number): RulePhase =>
  row === undefined || row.version !== champion || row.phase === 'quiet'
    ? { phase: 'quiet' }
    : { phase: row.phase, since: Number(row.since) };

async function keepPhase(
  transaction: Database,
  model: number,
  { rule, version, after }: { readonly rule: string; readonly version: number; readonly after: RulePhase },
): Promise<void> {
  await transaction.query(
    `INSERT INTO evaluation.rule (model, rule, version, phase, since) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (model, rule) DO UPDATE SET version = excluded.version, phase = excluded.phase, since = excluded.since`,
    [model, rule, version, after.phase, 'since' in after ? after.since : null],
  );
}

interface Acting {
  readonly watched: WatchedModel;
  readonly rule: Rule;
  readonly reading: Reading | undefined;
  readonly state: EvaluationActed['state'];
  readonly version: number;
  readonly now: Date;
}

const actedOf = ({ watched, rule, reading, state, version, now }: Acting): EvaluationActed => ({
  actionId: uuidv7(),
  model: watched.model,
  version: String(version),
  rule: rule.name,
  state,
  action: rule.action as EvaluationActed['action'],
  measure: rule.measure,
  ...(reading && { value: reading.value, n: reading.n }),
  ...{ triggers: rule.triggers, clears: rule.clears },
  at: now.toISOString(),
});
