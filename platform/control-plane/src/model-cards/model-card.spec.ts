import { parse } from 'yaml';

import type { CardFacts } from './card-facts.js';
import { cardInMarkdown } from './card-markdown.js';
import { describeModel } from './describe-model.js';
import { at, type CardFigure, type Stored } from './figure.js';
import { countMetrics, facts, factsOfCounts, report, version } from './testing/stored-facts.js';

type Json = ReturnType<typeof JSON.parse>;

/** Every figure that stands anywhere in a card. */
const figuresIn = (part: unknown): readonly CardFigure[] => {
  if (typeof part !== 'object' || part === null) return [];
  const within = Object.values(part).flatMap(figuresIn);
  return 'from' in part && 'value' in part ? [part as CardFigure, ...within] : within;
};

const storedIn = (known: CardFacts): readonly Stored[] =>
  Object.values(known).filter((part): part is Stored => typeof part === 'object' && 'document' in part);

/** The facts with the number at a place of what is stored made another. */
function changed(from: string): CardFacts {
  const copy = structuredClone(facts) as CardFacts;
  const [path, pointer] = from.split('#') as [string, string];
  const { document } = storedIn(copy).find((stored) => stored.at === path)!;
  const steps = pointer.split('/');
  const last = steps.pop()!;
  const parent = at(document, steps.join('/')) as Record<string, Json>;
  if (typeof parent[last] === 'number') parent[last] += 1_234;
  else parent[last].value += 1_234;
  return copy;
}

const metadataOf = (markdown: string): Json => parse(/^---\n([\s\S]*?)\n---\n/.exec(markdown)![1]!);
const made = (known: CardFacts = facts) => cardInMarkdown(describeModel(known));

describe('given all that is stored about a version', () => {
  const figures = figuresIn(describeModel(facts));

  it('shows each figure as it is stored where the card says that it is stored', () => {
    expect(figures.length).toBeGreaterThan(35);
    for (const { from, value, low, high, n } of figures) {
      const [path, pointer] = from.split('#') as [string, string];
      const stored = at(storedIn(facts).find((one) => one.at === path)?.document, pointer);
      expect([from, stored]).toEqual([
        from,
        low === undefined ? value : { value, low, high, ...(n !== undefined && { n }) },
      ]);
    }
  });

  it.each([...new Set(figures.map(({ from }) => from))])('is another card when %s is another', (from) => {
    const before = describeModel(facts);
    const after = describeModel(changed(from));
    const differing = figuresIn(after).filter(({ value }, nth) => value !== figuresIn(before)[nth]!.value);
    expect([...new Set(differing.map((figure) => figure.from))]).toEqual([from]);
    // The figures of a gate stand in its reason, which is stored with them.
    if (!from.includes('/verdicts/')) expect(cardInMarkdown(after)).not.toBe(cardInMarkdown(before));
  });

  it('has the sections of a model card, and the words of the owner in theirs', () => {
    const markdown = made();
    const sections = [...markdown.matchAll(/^## (.+)$/gm)].map(([, title]) => title);
    expect(sections).toEqual([
      ...['Model details', 'Intended use', 'Factors', 'Metrics', 'Evaluation data', 'Training data'],
      ...['Quantitative analyses', 'Ethical considerations', 'Caveats and recommendations'],
    ]);
    const section = (title: string) => markdown.split(`## ${title}`)[1]!.split('\n## ')[0]!;
    expect(section('Model details')).toContain('**What it foresees.** A stroke.');
    expect(section('Intended use')).toMatch(/Warn early\.[\s\S]*\*\*Intended use\.\*\* By clinicians\./);
    expect(section('Caveats')).toMatch(/Not a diagnosis\.[\s\S]*One hospital\./);
    expect(section('Quantitative analyses')).toContain('| sex: male | 7 | 0 | not measured | 0.234 |');
    expect(section('Quantitative analyses')).toContain('Drifted: age.');
    expect(markdown).toContain('| Asked for by | dana-scientist: rows of the spring |');
  });

  it('gives a repository the metadata that it reads, with a result for each set of rows and group', () => {
    const { 'model-index': index, ...metadata } = metadataOf(made());
    expect(metadata).toEqual({ library_name: 'onnx', pipeline_tag: 'tabular-classification', tags: ['onnx', 'brain'] });
    expect(index.map(({ name }: Json) => name)).toEqual(['stroke-risk']);
    const results = index[0].results;
    for (const { task, dataset, metrics } of results) {
      expect([typeof task.type, typeof dataset.type, typeof dataset.name]).toEqual(['string', 'string', 'string']);
      for (const { type, value } of metrics) expect([typeof type, typeof value]).toEqual(['string', 'number']);
    }
    const valuesOf = (split: string, config?: string) =>
      Object.fromEntries(
        results
          .find(({ dataset }: Json) => dataset.split === split && dataset.config === config)
          .metrics.map(({ type, value }: Json) => [type, value]),
      );
    expect(valuesOf('held-out')).toEqual({
      ...{ roc_auc: version.metrics.rocAuc.value, brier_score: version.metrics.brier.value },
      expected_calibration_error: version.metrics.calibration.expectedError,
    });
    expect(valuesOf('in-practice')).toMatchObject({ roc_auc: report.performance!.rocAuc!.value });
    expect(valuesOf('held-out', 'sex: male')).toEqual({ brier_score: 0.2340097 });
  });
});

describe('given that little is stored', () => {
  const { version: stored, gates, aliases } = facts;
  const bare: CardFacts = {
    version: stored,
    aliases,
    gates: { ...gates, document: { ...gates.document, verdicts: undefined } },
  };

  it('says of everything else that it was not measured, and why', () => {
    const { analyses } = describeModel(bare);
    expect(analyses.gates).toEqual({ measured: false, because: 'No gate was asked of this version.', figures: [] });
    for (const part of [analyses.practice, analyses.estimate, analyses.drift])
      expect(part).toEqual({ measured: false, because: 'The product does not watch this model.', figures: [] });
    expect(made(bare)).toContain('Not measured. No gate was asked of this version.');
    expect(made(bare)).toContain('## Ethical considerations\n\nNothing is declared.');
  });

  it.each<readonly [string, object, string, readonly number[]]>([
    [
      'another version serves',
      { version: '4' },
      'Only the champion is measured in practice, and that is version 4.',
      [],
    ],
    [
      'few outcomes are known',
      { performance: undefined, judged: { n: 7, least: 100 } },
      'Too few outcomes of its scores are known.',
      [7, 100],
    ],
  ])('shows no figure of practice while %s', (_, over, because, values) => {
    const document = { ...report, ...over };
    const { practice } = describeModel({
      ...facts,
      evaluation: { at: '/evaluation/models/stroke-risk', document },
    }).analyses;
    expect(practice).toMatchObject({ measured: false, because });
    expect(figuresIn(practice).map(({ value }) => value)).toEqual(values);
  });
});

it('takes nothing that somebody wrote for markup', () => {
  const hyperparameters = { 'a|b': '<script>x</script>\n## Heading\n---', link: '[x](javascript:alert(1))' };
  const odd = { ...facts, version: { ...facts.version, document: { ...version, hyperparameters } } };
  expect(made(odd)).toContain('| a\\|b | &lt;script>x&lt;/script> \\#\\# Heading --- |');
  expect(made(odd)).toContain('| link | \\[x\\](javascript:alert(1)) |');
});

describe('given a version that foresees a count', () => {
  it('shows its figures from where they are stored, and none of probabilities', () => {
    const card = describeModel(factsOfCounts);
    const figures = figuresIn(card.analyses.heldOut).concat(figuresIn(card.analyses.groups));
    expect(figures).toHaveLength(10);
    for (const { from, value } of figures) {
      const stored = at(factsOfCounts.version.document, from.split('#')[1]!) as { value: number } | number;
      expect(typeof stored === 'number' ? stored : stored.value).toBe(value);
    }
    expect(card.outcome).toBe('count');
    const markdown = made(factsOfCounts);
    expect(markdown).toContain('| Deviance explained | 0.497');
    expect(markdown.split('## Quantitative analyses')[1]!.split('### Gates')[0]).not.toMatch(/ROC AUC|Brier/);
  });

  it('tells a repository that it is a regression', () => {
    const { 'model-index': index, pipeline_tag } = metadataOf(made(factsOfCounts));
    expect(pipeline_tag).toBe('tabular-regression');
    const [all, north] = index[0].results;
    expect(all.task.type).toBe('tabular-regression');
    expect(Object.fromEntries(all.metrics.map(({ type, value }: Json) => [type, value]))).toEqual({
      d2_tweedie_score: countMetrics.devianceExplained.value,
      mean_poisson_deviance: countMetrics.meanPoissonDeviance.value,
      mae: countMetrics.meanAbsoluteError.value,
    });
    expect(north.dataset.config).toBe('ward: north');
  });
});
