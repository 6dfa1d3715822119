import { seeded } from '../testing/watched-mesh.suite.js';
import { isActed, stepRule, type Rule, type RulePhase } from './step-rule.js';

const falling: Rule = { name: 'auc', measure: 'rocAuc', triggers: 0.8, clears: 0.85, lastingMs: 0, action: 'alert' };

/** How often the rule is set off by readings that come a second apart. */
function actionsOf(rule: Rule, values: readonly (number | undefined)[], n = 100): number {
  let standing: RulePhase = { phase: 'quiet' };
  let actions = 0;
  values.forEach((value, second) => {
    const reading = value === undefined ? undefined : { value, n };
    const next = stepRule(rule, standing, { reading, least: 50, now: second * 1_000 });
    if (isActed(standing, next)) actions += 1;
    standing = next;
  });
  return actions;
}

describe('given a rule with a trigger and a place where it clears', () => {
  it.each([
    ['falls to the trigger', [0.9, 0.8], 1],
    ['stays above it', [0.9, 0.81], 0],
    ['falls, half recovers and falls again', [0.9, 0.79, 0.84, 0.78], 1],
    ['falls, recovers and falls again', [0.9, 0.79, 0.86, 0.78], 2],
    ['is unknown for a while', [0.79, undefined, 0.79], 1],
  ] as const)('acts as often as it should when the measure %s', (_, values, expected) => {
    expect(actionsOf(falling, values)).toBe(expected);
  });

  it('guards against rising where it clears below its trigger', () => {
    const rising = { ...falling, triggers: 0.25, clears: 0.1 };
    expect(actionsOf(rising, [0.05, 0.2, 0.25, 0.2, 0.3, 0.1, 0.3])).toBe(2);
  });

  it('waits until the measure has stayed there long enough', () => {
    const patient = { ...falling, lastingMs: 3_000 };
    expect(actionsOf(patient, [0.7, 0.7, 0.7])).toBe(0);
    expect(actionsOf(patient, [0.7, 0.7, 0.7, 0.7])).toBe(1);
    expect(actionsOf(patient, [0.7, 0.7, 0.82, 0.7, 0.7])).toBe(0);
  });

  it('acts again while the measure stays there, as often as it is told to', () => {
    expect(actionsOf({ ...falling, againMs: 3_000 }, [0.7, 0.7, 0.7, 0.7, 0.82, 0.82, 0.7, 0.9, 0.9])).toBe(3);
  });

  it('does not act on few cases', () => {
    expect(actionsOf(falling, [0.1, 0.1], 49)).toBe(0);
    expect(actionsOf({ ...falling, least: 20 }, [0.1, 0.1], 49)).toBe(1);
  });

  it('acts once on noise around its trigger', () => {
    const noise = seeded(3);
    expect(
      actionsOf(
        falling,
        Array.from({ length: 5_000 }, () => 0.8 + (noise() - 0.5) * 0.09),
      ),
    ).toBe(1);
  });
});
