import type { GateVerdict } from '@mesh/models';
import type { CountGoldenCase, GoldenCase } from '@mesh/product';
import type { GateEvidence } from '../evidence.js';
import { failed, passed, shown } from './verdict.js';

const GATE = 'goldenCases';

/** Whether each case whose answer is known is answered within its bounds. */
export function goldenCasesVerdict(
  cases: readonly (GoldenCase | CountGoldenCase)[],
  answers: GateEvidence['goldenCases'] = [],
): GateVerdict {
  const given = new Map(answers.map(({ name, answer }) => [name, answer]));
  const wrong = cases.flatMap((asked) => {
    const { name } = asked;
    const { min = 0, max = 'count' in asked ? Infinity : 1 } = 'count' in asked ? asked.count : asked.probability;
    const answer = given.get(name) ?? NaN;
    const bounds = max === Infinity ? `at least ${min}` : `within ${min} to ${max}`;
    return answer >= min && answer <= max ? [] : [`${name}: ${shown(answer)} is not ${bounds}`];
  });
  const figures = { ...Object.fromEntries([...given].slice(0, 40)), cases: cases.length, wrong: wrong.length };
  if (wrong.length > 0) return failed(GATE, `${wrong.join('; ')}.`, figures);
  return passed(GATE, `All ${cases.length} golden cases are answered within their bounds.`, figures);
}
