import type { NewEvent } from '@mesh/events';
import { categorical, numeric, type LearningModel } from '@mesh/training';

/** A model of two features that the topic `lessons.v1` teaches. */
export const taughtModel: LearningModel = {
  model: 'taught',
  columns: [numeric('dose'), categorical('arm', [1, 2])],
  label: 'cured',
  topic: 'test.trial.lessons.v1',
  learner: 'logistic-regression',
  forgets: false,
  snapshot: { events: 100 },
  contractVersion: '1.0.0',
  source: 'urn:mesh:test:trial:lessons',
};

/** Lessons in a fixed order; a higher dose and the second arm cure more often. */
export function trialEvents(count: number, from = 0): readonly NewEvent[] {
  return Array.from({ length: count }, (_, i) => {
    const n = from + i;
    const dose = (n * 37) % 100;
    const arm = 1 + (n % 2);
    const cured = dose + 20 * arm + ((n * 61) % 50) > 105 ? 1 : 0;
    return {
      id: `lesson-${n}`,
      source: '/trial',
      type: taughtModel.topic,
      time: '2026-03-01T08:00:00Z',
      key: `lesson-${n}`,
      data: { dose: n % 7 === 0 ? null : dose, arm, cured },
    };
  });
}
