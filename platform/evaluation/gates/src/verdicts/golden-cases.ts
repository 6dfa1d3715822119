import type { GateVerdict } from '@mesh/models';
import type { GoldenCase } from '@mesh/product';
import type { GateEvidence } from '../evidence.js';
import { failed, passed, shown } from './verdict.js';

const GATE = 'goldenCases';

/** Whether each case whose answer is known is answered within its bounds. */
export function goldenCasesVerdict(
  cases: readonly GoldenCase[],
  answers: GateEvidence['goldenCases'] = [],
): GateVerdict {
  const probabilities = new Map(answers.map(({ name, probability }) => [name, probability]));
  const wrong = cases.flatMap(({ name, probability: { min = 0, max = 1 } }) => {
    const answer = probabilities.get(name) ?? NaN;
    return answer >= min && answer <= max ? [] : [`${name}: ${shown(answer)} is not within ${min} to ${max}`];
  });
  const figures = { ...Object.fromEntries([...probabilities].slice(0, 40)), cases: cases.length, wrong: wrong.length };
  if (wrong.length > 0) return failed(GATE, `${wrong.join('; ')}.`, figures);
  return passed(GATE, `All ${cases.length} golden cases are answered within their bounds.`, figures);
}
