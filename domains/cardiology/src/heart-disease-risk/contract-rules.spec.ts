import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc from 'fast-check';
import { HeartCase, HeartOutcome, HeartReading, ScoredReading } from '@mesh/heart-disease-risk';
import { compileValidator } from '@mesh/runtime';

type Shape = new () => object;
type Document = Record<string, unknown>;

const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });
const day = fc.date({
  min: new Date('1970-01-01T00:00:00Z'),
  max: new Date('2100-01-01T00:00:00Z'),
  noInvalidDate: true,
});
const instant = day.map((date) => date.toISOString());
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });

const features = {
  age: number(0, 120),
  sex: fc.constantFrom(0, 1),
  cp: maybe(fc.constantFrom(1, 2, 3, 4)),
  trestbps: maybe(number(40, 300)),
  chol: maybe(number(0, 1000)),
  fbs: maybe(fc.constantFrom(0, 1)),
  restecg: maybe(fc.constantFrom(0, 1, 2)),
  thalach: maybe(number(20, 300)),
  exang: maybe(fc.constantFrom(0, 1)),
  oldpeak: maybe(number(-10, 10)),
  slope: maybe(fc.constantFrom(1, 2, 3)),
  ca: maybe(fc.integer({ min: 0, max: 3 })),
  thal: maybe(fc.constantFrom(3, 6, 7)),
};
/**
 * Lengths are counted in code points, as RFC 8259 and JSON Schema count; class-validator alone counts a variation
 * selector together with the sign before it, so these are left out.
 */
const text = fc.string({ unit: 'binary', maxLength: 140 }).map((raw) => raw.replace(/[\uFE0E\uFE0F]/gu, 'x'));
const id = fc.oneof(
  fc.uuid(),
  text.filter((raw) => raw.length > 0 && [...raw].length <= 64 && !/[\p{Cc}\p{Cs}]/u.test(raw)),
);
const reading = { ...features, patientId: id, measuredAt: instant };
const accuracy = fc.record({
  metric: fc.constant('roc_auc'),
  value: number(0, 1),
  low: number(0, 1),
  high: number(0, 1),
  n: fc.nat(),
  basis: fc.constant('held-out'),
});
const scored = {
  ...reading,
  prediction: fc.constantFrom(0, 1),
  probability: number(0, 1),
  risk: fc.constantFrom('low', 'moderate', 'high'),
  accuracy,
  model: fc.record({ name: fc.string(), version: fc.string() }),
  scoreId: fc.string(),
  scoredAt: instant,
};

/** Shapes that stand inside others, by field. */
const NESTED: ReadonlyMap<string, Shape> = new Map(
  ['accuracy', 'model'].map((field) => [
    field,
    Reflect.getMetadata('design:type', ScoredReading.prototype, field) as Shape,
  ]),
);

const cases: readonly [string, Shape, fc.Arbitrary<Document>][] = [
  ['HeartReading', HeartReading, fc.record(reading)],
  [
    'HeartOutcome',
    HeartOutcome,
    fc.record({ scoreId: maybe(id), patientId: maybe(id), outcome: fc.constantFrom(0, 1), observedAt: instant }),
  ],
  [
    'HeartCase',
    HeartCase,
    fc.record({ ...features, caseId: fc.string(), disease: fc.constantFrom(0, 1), recordedAt: instant }),
  ],
  ['ScoredReading', ScoredReading, fc.record(scored) as fc.Arbitrary<Document>],
];

/** Values that break one rule or another, and some that break none. */
const strange: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    '0',
    0,
    -0,
    0.5,
    1,
    4,
    -1,
    121,
    1e308,
    Number.MAX_SAFE_INTEGER,
    Infinity,
    NaN,
    true,
    false,
  ),
  fc.constantFrom<unknown>(
    [],
    [1],
    {},
    { a: 1 },
    '2026-02-30T00:00:00Z',
    '2026-01-01',
    '2026-01-01T00:00:00Z',
    'x'.repeat(129),
    '💓'.repeat(64),
    '💓'.repeat(65),
    '💓'.repeat(128),
    '\u{1F468}\u200D\u{1F469}',
    '\uD800',
  ),
  fc.double(),
  text,
);
const extraField = fc.string({ minLength: 1 }).filter((name) => !(name in {}));

type Mutation = (document: Document) => Document;
const mutations = (fields: readonly string[]): fc.Arbitrary<Mutation> => {
  const field = fc.constantFrom(...fields);
  const inner = fc.constantFrom('metric', 'value', 'low', 'n', 'basis', 'name', 'version');
  return fc.oneof(
    fc.constant<Mutation>((document) => document),
    field.map<Mutation>(
      (name) =>
        ({ [name]: _gone, ...rest }) =>
          rest,
    ),
    fc.tuple(field, strange).map<Mutation>(([name, value]) => (document) => ({ ...document, [name]: value })),
    fc.tuple(extraField, strange).map<Mutation>(([name, value]) => (document) => ({ ...document, [name]: value })),
    fc.tuple(fc.constantFrom(...NESTED.keys()), inner, strange).map<Mutation>(([name, part, value]) => (document) => ({
      ...document,
      ...(name in document && { [name]: { ...(document[name] as object), [part]: value } }),
    })),
  );
};

/** The verdict of the rules themselves; class-transformer is told nothing of nested shapes, so they are made here. */
function keepsTheRules(shape: Shape, document: Document): boolean {
  const instance = plainToInstance(shape, document) as Document;
  for (const [field, nested] of NESTED) {
    const value = document[field];
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      instance[field] = plainToInstance(nested, value);
  }
  return (
    validateSync(instance, { whitelist: true, forbidNonWhitelisted: true, forbidUnknownValues: true }).length === 0
  );
}

describe.each(cases)('given documents for %s, good and bad', (_, shape, good) => {
  const check = compileValidator(shape);

  it('takes every good one', () => {
    fc.assert(
      fc.property(good, (document) => check(document).length === 0),
      { numRuns: 200 },
    );
  });

  it('judges as the rules of the class do', () => {
    const verdicts = { kept: 0, broken: 0 };
    const changed = good.chain((document) =>
      fc
        .array(mutations(Object.keys(document)), { minLength: 1, maxLength: 2 })
        .map((all) => all.reduce((now, change) => change(now), document)),
    );
    fc.assert(
      fc.property(changed, (document) => {
        const kept = keepsTheRules(shape, document);
        verdicts[kept ? 'kept' : 'broken'] += 1;
        expect(check(document).length === 0).toBe(kept);
      }),
      { numRuns: 1_000 },
    );
    expect(Math.min(verdicts.kept, verdicts.broken)).toBeGreaterThan(100);
  });

  it('names the field and the rule, and never the value', () => {
    const marked = good.chain((document) =>
      fc.constantFrom(...Object.keys(document)).map((name) => [name, { ...document, [name]: ['MARKER'] }] as const),
    );
    fc.assert(
      fc.property(marked, ([name, document]) => {
        const errors = check(document);
        expect(errors.map(({ pointer }) => pointer)).toContain(`/${name}`);
        expect(JSON.stringify(errors)).not.toContain('MARKER');
      }),
      { numRuns: 100 },
    );
  });
});
