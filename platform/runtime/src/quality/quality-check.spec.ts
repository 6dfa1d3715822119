import type { Dataset, Measure, Measured } from '@mesh/lake';
import { LakeErrors } from '@mesh/lake';
import { quality } from '@mesh/product';
import { createLogger } from '../observability/logger.js';
import { QualityCheck } from './quality-check.js';

const rules = [
  quality.complete('person', { because: 'Of somebody' }),
  quality.oneOf('place', ['wrist'], { because: 'Worn there' }),
];

/** A dataset whose measures a test waits for, one check after the other. */
function datasetOf(answer: (measures: readonly Measure[]) => Promise<Measured>) {
  const waiting: (() => void)[] = [];
  let checks = 0;
  const dataset = {
    settings: { dataset: 'history' },
    measure: (measures: readonly Measure[]) => {
      checks += 1;
      for (const goOn of waiting.splice(0)) goOn();
      return answer(measures);
    },
  } as unknown as Dataset;
  const checked = (count: number): Promise<void> =>
    checks >= count
      ? Promise.resolve()
      : new Promise<void>((resolve) => waiting.push(resolve)).then(() => checked(count));
  return { dataset, checked, checks: () => checks };
}

const logger = createLogger('test', 'silent');

describe('given the quality rules of a dataset', () => {
  it('checks them once rows came, and again after more came, but not at once', async () => {
    let found = [0, 0];
    const { dataset, checked, checks } = datasetOf(() => Promise.resolve({ rows: 4, found }));
    const check = new QualityCheck(dataset, rules, logger, { everyMs: 20 });
    expect(check.results).toEqual([]);
    for (let landing = 0; landing < 5; landing += 1) check.changed();
    await checked(1);
    found = [1, 0];
    check.changed();
    check.changed();
    await checked(2);
    await check.close();
    expect(checks()).toBe(2);
    expect(check.results.map(({ id, result, observed }) => [id, result, observed])).toEqual([
      ['nullValues-person', 'fail', 1],
      ['invalidValues-place', 'pass', 0],
    ]);
  });

  it('checks them now and then when nothing comes', async () => {
    const { dataset, checked } = datasetOf(() => Promise.resolve({ rows: 0, found: [0, 0] }));
    const check = new QualityCheck(dataset, rules, logger, { everyMs: 1, slowlyMs: 1 });
    check.changed();
    await checked(4);
    await check.close();
  });

  it('says of a rule that cannot be measured that it is in error, and judges the others', async () => {
    const { dataset, checked } = datasetOf((measures) =>
      measures.some(({ metric }) => metric === 'invalidValues')
        ? Promise.reject(LakeErrors.MEASURE_INVALID())
        : Promise.resolve({ rows: 4, found: [0] }),
    );
    const check = new QualityCheck(dataset, rules, logger);
    check.changed();
    await checked(3);
    await check.close();
    expect(check.results.map(({ result }) => result)).toEqual(['pass', 'error']);
    expect(check.results[1]).not.toHaveProperty('observed');
  });

  it('has nothing to check without rules', async () => {
    const { dataset, checks } = datasetOf(() => Promise.reject(new Error('not asked')));
    const check = new QualityCheck(dataset, [], logger);
    check.changed();
    await check.close();
    expect(checks()).toBe(0);
  });
});
