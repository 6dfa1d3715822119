import { rocAuc } from '@mesh/evaluation';
import { storyWith } from '@mesh/test-contracts';
import { numeric, type TrainingColumn } from '@mesh/training';
import { adaptiveLogistic, Adwin, driftAware, naiveBayes, type LearnerKind } from '@mesh/training-online';
import { askRiver } from './ask-river.js';
import { clevelandStream, phishingStream, seeded, signsStream, turningStream, type LabelledStream } from './streams.js';

/** How much worse than River's equivalent a learner may be. */
const ALLOWED = 0.02;

interface Comparison {
  readonly name: string;
  readonly stream: LabelledStream;
  readonly kind: LearnerKind;
  /** Of the program beside this file. */
  readonly model: string;
}

/** What a learner foresaw of each row before it learned it. */
function foreseen(kind: LearnerKind, { rows, labels }: LabelledStream): number[] {
  const learner = kind.create();
  return rows.map((row, i) => {
    const probability = learner.probability(row);
    learner.learn(row, labels[i]!);
    return probability;
  });
}

/** River takes numbers by name: for a regression a code is one sign a value; what was not measured is left out. */
function orderFor({ stream: { columns, rows, labels }, model }: Comparison): object {
  const asSigns = model.startsWith('logistic');
  const named = rows.map((row) =>
    Object.fromEntries(
      columns.flatMap((column, at) => {
        const value = row[at]!;
        const measured = (told: number) => (Number.isNaN(value) ? null : told);
        if (column.kind === 'numeric' || !asSigns) return [[column.name, measured(value)]];
        return column.categories.map((code) => [`${column.name}=${code}`, measured(Number(value === code))]);
      }),
    ),
  );
  return { ask: 'foresee', model, rows: named, labels };
}

/** Every column as a quantity: what Gaussian naive Bayes takes it for. */
const asQuantities = (stream: LabelledStream): LabelledStream => ({
  ...stream,
  columns: stream.columns.map(({ name }): TrainingColumn => numeric(name)),
});

function comparisons(): readonly Comparison[] {
  const streams = [
    ['the Cleveland study', clevelandStream()],
    ['phishing websites', phishingStream()],
    ['a stream whose meaning turns half-way', turningStream()],
  ] as const;
  const { columns } = turningStream();
  return [
    ...streams.map(([name, stream]) => ({
      ...{ name: `logistic regression on ${name}`, stream, model: 'logistic-regression' },
      kind: adaptiveLogistic({ columns: stream.columns }),
    })),
    ...streams.map(([name, given]) => {
      const stream = asQuantities(given);
      const kind = naiveBayes({ columns: stream.columns });
      return { name: `Gaussian naive Bayes on ${name}`, stream, model: 'naive-bayes', kind };
    }),
    {
      ...{ name: 'Bernoulli naive Bayes on signs', stream: signsStream(), model: 'bernoulli-naive-bayes' },
      kind: naiveBayes({ columns: signsStream().columns }),
    },
    {
      ...{ name: 'logistic regression that forgets', stream: turningStream(), model: 'logistic-regression-adwin' },
      kind: driftAware(adaptiveLogistic({ columns })),
    },
    {
      ...{ name: 'naive Bayes that forgets', stream: turningStream(), model: 'naive-bayes-adwin' },
      kind: driftAware(naiveBayes({ columns })),
    },
  ];
}

/** A share of ones that rises by so much half-way. */
function rising(steps: readonly number[]): readonly number[][] {
  const next = seeded(3);
  return steps.map((step) => Array.from({ length: 6_000 }, (_, i) => (next() < 0.2 + (i < 3_000 ? 0 : step) ? 1 : 0)));
}

storyWith('science-python')('given River on the same stream in the same order', () => {
  const values = rising([0, 0.05, 0.2, 0.5]);
  let compared: readonly (Comparison & { readonly ours: number; readonly theirs: number })[];
  let changes: readonly (readonly (readonly [at: number, width: number])[])[];

  // One process for all questions: River takes longer to begin than to answer.
  beforeAll(() => {
    const all = comparisons();
    const [first, ...foresights] = askRiver<unknown[]>({ ask: 'changes', values }, ...all.map(orderFor));
    changes = first as typeof changes;
    compared = all.map((comparison, i) => ({
      ...comparison,
      ours: rocAuc(comparison.stream.labels, foreseen(comparison.kind, comparison.stream)).value,
      theirs: rocAuc(comparison.stream.labels, foresights[i] as number[]).value,
    }));
  }, 500_000);

  it('foresees no worse than its equivalent, whichever the learner and the stream', () => {
    expect(compared).toHaveLength(9);
    const worse = compared.filter(({ ours, theirs }) => !(ours >= theirs - ALLOWED));
    expect(worse.map(({ name, ours, theirs }) => `${name}: ${ours} beside ${theirs}`)).toEqual([]);
  });

  it.each([
    ['logistic regression', 'logistic-regression-adwin', adaptiveLogistic],
    ['naive Bayes', 'naive-bayes-adwin', naiveBayes],
  ] as const)('follows the turn far better where the %s forgets', (_, model, base) => {
    const { stream, ours } = compared.find((comparison) => comparison.model === model)!;
    const kind = base({ columns: stream.columns });
    expect(ours).toBeGreaterThan(rocAuc(stream.labels, foreseen(kind, stream)).value + 0.1);
  });

  it('sees a change where River’s ADWIN does, no later than one look after it, and none where there is none', () => {
    const own = values.map((stream) => {
      const adwin = new Adwin();
      return stream.flatMap((value, at) => (adwin.add(value) === undefined ? [] : [at]));
    });
    expect(own.map((found) => found.length > 0)).toEqual(changes.map((found) => found.length > 0));
    own.forEach(([first], s) => {
      if (first === undefined) return;
      expect(first).toBeGreaterThan(3_000);
      expect(first).toBeLessThanOrEqual(changes[s]![0]![0] + 32);
    });
  });
});
