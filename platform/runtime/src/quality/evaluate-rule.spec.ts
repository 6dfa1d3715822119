import type { QualityBound } from '@mesh/product';
import { boundInWords, evaluateRule } from './evaluate-rule.js';

describe('given a quality rule and what was measured', () => {
  it.each<[QualityBound, 'rows' | 'percent', number, number, boolean, string]>([
    [{ mustBe: 0 }, 'rows', 0, 0, true, 'must be 0 rows'],
    [{ mustBe: 0 }, 'rows', 1, 1, false, 'must be 0 rows'],
    [{ mustBeLessOrEqualTo: 5 }, 'percent', 2, 5, true, 'must be at most 5 percent'],
    [{ mustBeLessOrEqualTo: 5 }, 'percent', 3, 7.5, false, 'must be at most 5 percent'],
    [{ mustBeGreaterOrEqualTo: 40 }, 'rows', 40, 40, true, 'must be at least 40 rows'],
    [{ mustBeGreaterOrEqualTo: 40 }, 'rows', 39, 39, false, 'must be at least 40 rows'],
    [{ mustBeBetween: [10, 20] }, 'percent', 8, 20, true, 'must be between 10 and 20 percent'],
    [{ mustBeBetween: [10, 20] }, 'percent', 3, 7.5, false, 'must be between 10 and 20 percent'],
  ])('judges %j %s of %i of 40 rows', (bound, unit, found, observed, holds, words) => {
    expect(evaluateRule({ unit, bound }, { rows: 40, found })).toEqual({ observed, holds });
    expect(boundInWords({ unit, bound })).toBe(words);
  });

  it('takes a share of no rows for none', () => {
    expect(evaluateRule({ unit: 'percent', bound: { mustBe: 0 } }, { rows: 0, found: 0 }).holds).toBe(true);
  });
});
