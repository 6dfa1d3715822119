import type { Measure } from '@mesh/models';
import { EvaluationErrors } from './evaluation-errors.js';
import { Z_95 } from './interval.js';
import { sortedClasses } from './sorted-classes.js';
import { wilson } from './wilson.js';

/**
 * Average precision: the precision at each distinct probability, weighted by the recall won there; no interpolation (as
 * scikit-learn's `average_precision_score`). Its 95 % interval is the logit interval of Boyd, Eng & Page (ECML PKDD 2013) on
 * the number of positives; at exactly 1 it is Wilson's. Its chance level is the share of positives. Throws EVALUATION.ONE_CLASS.
 */
export function prAuc(labels: ArrayLike<number>, probabilities: ArrayLike<number>): Measure {
  const n = labels.length;
  const classes = sortedClasses(labels, probabilities);
  const positives = classes.positives.length;
  if (positives === 0 || positives === n) throw EvaluationErrors.ONE_CLASS({ cases: n });

  let value = 0;
  let caught = 0;
  for (let alarmed = 0; caught < positives;) {
    const threshold = classes.positives[positives - 1 - caught]!;
    const before = caught;
    while (caught < positives && classes.positives[positives - 1 - caught] === threshold) caught++;
    while (alarmed < n - positives && classes.negatives[n - positives - 1 - alarmed]! >= threshold) alarmed++;
    value += ((caught - before) / positives) * (caught / (caught + alarmed));
  }
  if (caught === positives && value >= 1) return { ...wilson(positives, positives), n };
  const centre = Math.log(value / (1 - value));
  const reach = Z_95 / Math.sqrt(positives * value * (1 - value));
  const expit = (x: number) => 1 / (1 + Math.exp(-x));
  return { value, low: expit(centre - reach), high: expit(centre + reach), n };
}
