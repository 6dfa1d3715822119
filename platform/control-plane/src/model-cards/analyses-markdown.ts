import type { CardFigure } from './figure.js';
import { figureTable, said, shown, table } from './markdown-text.js';
import type { CardDrift, CardGates, CardGroup, CardPractice, ModelCard, NotMeasured } from './model-card.js';

/** What was measured of a version, and what was not. */
export const analysesInMarkdown = ({ analyses }: ModelCard): readonly string[] => [
  '### On held-out rows',
  figureTable(analyses.heldOut) || 'Not measured.',
  groupTable(analyses.groups) || 'Not measured for groups of people.',
  '### Gates',
  ...of(analyses.gates, gates),
  '### In practice',
  ...of(analyses.practice, practice),
  '### Estimated before outcomes are known',
  ...of(analyses.estimate, ({ figures }) => [
    'An estimate, as far as the probabilities are calibrated.',
    figureTable(figures),
  ]),
  '### Drift',
  ...of(analyses.drift, drift),
];

const of = <Measured extends { readonly measured: true }>(
  found: Measured | NotMeasured,
  inMarkdown: (measured: Measured) => readonly string[],
): readonly string[] =>
  found.measured ? inMarkdown(found) : [`Not measured. ${said(found.because)}`, figureTable(found.figures)];

function groupTable(groups: readonly CardGroup[]): string {
  const names = [...new Set(groups.flatMap(({ figures }) => figures.map(({ name }) => name)))];
  return table(
    ['Group', ...names],
    groups.map(({ attribute, value, figures }) => [
      `${said(attribute)}: ${said(value)}`,
      ...names.map((name) => cell(figures.find((figure) => figure.name === name))),
    ]),
  );
}

function cell(figure: CardFigure | undefined): string {
  if (figure === undefined) return 'not measured';
  const { value, low, high } = figure;
  return low === undefined || high === undefined ? shown(value) : `${shown(value)} (${shown(low)} to ${shown(high)})`;
}

const gates = ({ verdicts, overrides, mayServe }: CardGates): readonly string[] => [
  table(
    ['Gate', 'Verdict', 'Because'],
    verdicts.map(({ gate, passed, reason }) => [said(gate), passed ? 'passed' : 'failed', said(reason)]),
  ),
  ...overrides.map(
    ({ state, reason, requestedBy, approvedBy }) =>
      `Override ${state}: ${said(reason)} (${[requestedBy, ...(approvedBy === undefined ? [] : [approvedBy])].map(said).join(', ')})`,
  ),
  mayServe ? 'It may serve.' : 'It may not serve.',
];

const practice = ({ at, serving, raised, figures, groups }: CardPractice): readonly string[] => [
  `On the newest scores whose outcome became known${at === undefined ? '' : `, as of ${at}`}. The version is ${serving}; rules set off: ${raised.map(said).join(', ') || 'none'}.`,
  figureTable(figures),
  groupTable(groups),
];

function drift({ figures, columns }: CardDrift): readonly string[] {
  const moved = columns.filter(({ drifted }) => drifted).map(({ name }) => said(name));
  const names = [...new Set(columns.flatMap((column) => column.figures.map(({ name }) => name)))];
  return [
    `Drifted: ${moved.join(', ') || 'nothing'}.`,
    figureTable(figures),
    table(
      ['Column', ...names],
      columns.map(({ name, figures: found }) => [
        said(name),
        ...names.map((wanted) => cell(found.find((figure) => figure.name === wanted))),
      ]),
    ),
  ];
}
