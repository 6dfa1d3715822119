import type { Measured } from '@mesh/lake';
import type { QualityBound, QualityRule } from '@mesh/product';

/** What a rule found and whether it may be so; a share of no rows is 0 percent. */
export function evaluateRule(
  { unit, bound }: Pick<QualityRule, 'unit' | 'bound'>,
  { rows, found }: { readonly rows: Measured['rows']; readonly found: number },
): { readonly observed: number; readonly holds: boolean } {
  const observed = unit === 'rows' ? found : rows === 0 ? 0 : (100 * found) / rows;
  return { observed, holds: holds(bound, observed) };
}

function holds(bound: QualityBound, observed: number): boolean {
  if ('mustBe' in bound) return observed === bound.mustBe;
  if ('mustBeLessOrEqualTo' in bound) return observed <= bound.mustBeLessOrEqualTo;
  if ('mustBeGreaterOrEqualTo' in bound) return observed >= bound.mustBeGreaterOrEqualTo;
  const [low, high] = bound.mustBeBetween;
  return observed >= low && observed <= high;
}

/** A bound in words: `must be at most 5 percent`. */
export function boundInWords({ unit, bound }: Pick<QualityRule, 'unit' | 'bound'>): string {
  if ('mustBe' in bound) return `must be ${bound.mustBe} ${unit}`;
  if ('mustBeLessOrEqualTo' in bound) return `must be at most ${bound.mustBeLessOrEqualTo} ${unit}`;
  if ('mustBeGreaterOrEqualTo' in bound) return `must be at least ${bound.mustBeGreaterOrEqualTo} ${unit}`;
  return `must be between ${bound.mustBeBetween.join(' and ')} ${unit}`;
}
