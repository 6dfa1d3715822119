import { frontMatter } from './front-matter.js';
import { figureTable, said, table } from './markdown-text.js';
import type { DeclaredWords } from './declared-words.js';
import { analysesInMarkdown } from './analyses-markdown.js';
import type { ModelCard } from './model-card.js';

/** The card as a file for a repository of models: metadata in front, then the sections in words and tables. */
export function cardInMarkdown(card: ModelCard): string {
  const sections: readonly (readonly [string, readonly string[]])[] = [
    ['Model details', details(card)],
    ['Intended use', [card.intendedUse.purpose ?? '', ...paragraphs(card.intendedUse.words)]],
    ['Factors', factors(card)],
    ['Metrics', metrics(card)],
    ['Evaluation data', evaluationData(card)],
    ['Training data', trainingData(card)],
    ['Quantitative analyses', analysesInMarkdown(card)],
    ['Ethical considerations', ethics(card)],
    ['Caveats and recommendations', [said(card.caveats.limitations ?? ''), ...paragraphs(card.caveats.words)]],
  ];
  const body = sections.map(([title, parts]) => {
    const written = parts.filter((part) => part !== '');
    return [`## ${title}`, ...(written.length > 0 ? written : ['Nothing is declared.'])].join('\n\n');
  });
  const title = `# ${said(card.title)}: ${said(card.model)}, version ${card.version}`;
  return `${[frontMatter(card), title, ...body].join('\n\n')}\n`;
}

const paragraphs = (words: DeclaredWords): readonly string[] =>
  words.map(({ about, text }) => `${about === '' ? '' : `**${said(about)}.** `}${said(text)}`);

function details({ details: of }: ModelCard): readonly string[] {
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Product', of.product],
    ['Owner', of.owner && `${of.owner.team}, ${of.owner.contact}`],
    ['Contract', of.contractVersion],
    ['Status', of.status],
    ['Aliases', of.aliases.join(', ') || 'none'],
    ['Author', of.author],
    ['Registered', of.registeredAt],
    ['Asked for by', of.training && `${of.training.requestedBy}: ${of.training.reason}`],
    ['Run', of.runId],
    ['Commit', of.commit],
    ['ONNX, SHA-256', of.onnxSha256],
  ];
  const known = rows.flatMap(([name, value]) => (value === undefined ? [] : [[name, said(value)]]));
  const parameters = Object.entries(of.hyperparameters).map(([name, value]) => [said(name), said(String(value))]);
  return [
    ...paragraphs(of.words),
    table(['', 'Value'], known),
    parameters.length > 0 ? table(['Hyperparameter', 'Value'], parameters) : 'No hyperparameters are recorded.',
  ];
}

const factors = ({ factors: { features, groups } }: ModelCard): readonly string[] => [
  `The model sees ${features.map(said).join(', ')}.`,
  ...groups.map(({ attribute, values }) => `It is judged apart by ${said(attribute)}: ${values.map(said).join(', ')}.`),
];

const metrics = ({ metrics: { heldOut, threshold, gates } }: ModelCard): readonly string[] => [
  heldOut.length > 0 ? `Measured on held-out rows: ${heldOut.join(', ')}. Intervals are 95 %.` : 'Not measured.',
  figureTable(threshold),
  gates.length > 0 ? `Asked by the gates of the product: ${gates.map(said).join(', ')}.` : '',
];

const evaluationData = ({ evaluationData: { snapshot, source, split } }: ModelCard): readonly string[] => [
  `The rows of the snapshot ${said(snapshot)} that were held out, from ${said(source)}. No version learns from them.`,
  split === undefined
    ? 'How they were chosen is not recorded.'
    : table(
        ['Split', ''],
        Object.entries(split).map(([name, value]) => [
          said(name),
          said(typeof value === 'string' ? value : JSON.stringify(value)),
        ]),
      ),
];

function trainingData({ trainingData: of }: ModelCard): readonly string[] {
  return [
    `The other rows of the snapshot ${said(of.snapshot)}, from ${said(of.source)}${of.madeAt === undefined ? '' : `, made ${of.madeAt}`}.`,
    of.attribution === undefined ? '' : said(of.attribution),
    of.columns === undefined ? '' : `Columns: ${of.columns.map(said).join(', ')}; foreseen: ${said(of.label ?? '')}.`,
    figureTable(of.figures),
  ];
}

const ethics = ({ ethics: { sensitivity, words } }: ModelCard): readonly string[] => [
  sensitivity === undefined ? '' : `The data of the product is of the class ${said(sensitivity)}.`,
  ...paragraphs(words),
];
