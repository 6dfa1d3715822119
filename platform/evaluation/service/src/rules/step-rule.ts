import type { DescribedWatch } from '@mesh/events';

/** A rule as declared. */
export type Rule = DescribedWatch['rules'][number];

/** What a rule looks at. */
export interface Reading {
  readonly value: number;
  /** Cases it rests on. */
  readonly n: number;
}

/** Where a rule stands: nothing is wrong, something is since a moment (ms since 1970), or its action was taken then. */
export type RulePhase = { readonly phase: 'quiet' } | { readonly phase: 'pending' | 'raised'; readonly since: number };

/** Whether a rule guards against a measure that falls. */
const guardsAgainstFalling = ({ triggers, clears }: Rule): boolean => clears > triggers;

/**
 * One look at a rule: a Schmitt trigger with a delay. Between trigger and clearing nothing changes, so noise that is smaller
 * than their distance takes one action at most; a reading that rests on too few cases decides nothing.
 */
export function stepRule(
  rule: Rule,
  standing: RulePhase,
  { reading, least, now }: { readonly reading: Reading | undefined; readonly least: number; readonly now: number },
): RulePhase {
  if (reading === undefined || reading.n < (rule.least ?? least))
    return standing.phase === 'pending' ? { phase: 'quiet' } : standing;
  const sign = guardsAgainstFalling(rule) ? 1 : -1;
  const isBeyond = (reading.value - rule.triggers) * sign <= 0;
  const isBack = (reading.value - rule.clears) * sign >= 0;
  if (standing.phase === 'raised') {
    if (isBack) return { phase: 'quiet' };
    const isDue = rule.againMs !== undefined && now - standing.since >= rule.againMs;
    return isDue ? { phase: 'raised', since: now } : standing;
  }
  if (!isBeyond) return { phase: 'quiet' };
  const since = standing.phase === 'pending' ? standing.since : now;
  return now - since >= rule.lastingMs ? { phase: 'raised', since: now } : { phase: 'pending', since };
}

/** Whether the action is taken between two looks: when the rule is set off, and when it is time to act again. */
export const isActed = (before: RulePhase, after: RulePhase): boolean =>
  after.phase === 'raised' && (before.phase !== 'raised' || before.since !== after.since);
