import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '../../../..');

/** A product with a stream port as a team writes it; each refusal below is this text with one thing changed. */
const GOOD = `
import { accepts, dataProduct, dataset, event, model, stream } from '../index.js';
import type { Asked, Prediction, Serves } from '../index.js';

class Features { age!: number; pulse?: number | null }
class Reading extends Features { readingId!: string; person!: string; takenAt!: string }
class Scored extends Reading { scoreId!: string; probability!: number }
class Alerted { alertId!: string; person!: string; raisedAt!: string }
class Finding { findingId!: string; disease!: number; foundAt!: string }

export const product = dataProduct('cardiology.pulse', {
  version: '1.2.0',
  title: 'Pulse',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Follow the pulse of a person.',
  sensitivity: 'phi',
  inputs: {
    measured: accepts('measured', { summary: 'A reading', message: Reading, id: 'readingId', key: 'person', at: 'takenAt' }),
    sent: accepts('sent', { summary: 'Something else', message: Alerted, id: 'alertId', key: 'person', at: 'raisedAt' }),
  },
  models: {
    risk: model('pulse-risk', {
      features: Features,
      learnsFrom: { dataset: 'findings', rows: Finding, label: 'disease' },
      card: 'pulse.card.md',
      gates: { rocAuc: { min: 0.8 } },
    }),
  },
  ports: {
    scored: event('scored', { summary: 'Scored', message: Scored, id: 'scoreId', key: 'person', at: 'takenAt' }),
    alerted: event('alerted', { summary: 'Alerted', message: Alerted, id: 'alertId', key: 'person', at: 'raisedAt' }),
    findings: dataset('findings', { summary: 'Found', row: Finding, key: 'findingId', partitionBy: 'foundAt', refresh: '1d' }),
    scoring: stream('scoring', { summary: 'Scores readings', model: 'risk', takes: 'measured', gives: ['scored', 'alerted'] }),
  },
  grants: [{ role: 'device-app', ports: ['measured', 'scoring'], purposes: ['TREAT'] }],
  promises: { availability: 0.999, freshness: '5m', retention: '7y' },
});

export class Service implements Serves<typeof product> {
  scoring(reading: Reading, { probability }: Prediction, asked: Asked) {
    const scored: Scored = { ...reading, scoreId: asked.requestId, probability };
    const { person, takenAt } = reading;
    return { scored, alerted: probability > 0.5 ? { alertId: asked.requestId, person, raisedAt: takenAt } : undefined };
  }
  async onSent(message: Alerted): Promise<void> { message.alertId satisfies string; }
  async *findings(from: number): AsyncIterable<Finding> { yield { findingId: String(from), disease: 0, foundAt: '' }; }
}
`;

const REFUSALS: readonly {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  readonly says: RegExp;
}[] = [
  {
    what: 'a stream port with a model that the product does not have',
    from: "model: 'risk', takes",
    to: "model: 'riks', takes",
    says: /"there is no model riks"/,
  },
  {
    what: 'a stream port that takes an input which the product does not have',
    from: "takes: 'measured'",
    to: "takes: 'mesured'",
    says: /"there is no input mesured"/,
  },
  {
    what: 'a stream port that gives an event which the product does not have',
    from: "gives: ['scored', 'alerted']",
    to: "gives: ['scored', 'alarmed']",
    says: /"there is no event port alarmed"/,
  },
  {
    what: 'a stream port that gives to a dataset',
    from: "gives: ['scored', 'alerted']",
    to: "gives: ['scored', 'findings']",
    says: /"there is no event port findings"/,
  },
  { what: 'a stream port that gives nothing', from: "gives: ['scored', 'alerted']", to: 'gives: []', says: /\[\]/ },
  {
    what: 'a stream port that takes messages without the features of its model',
    from: "takes: 'measured'",
    to: "takes: 'sent'",
    says: /"the messages of sent lack the feature age of the model risk, or have it otherwise"/,
  },
  {
    what: 'a service without the method of a stream port',
    from: '  scoring(reading',
    to: '  score(reading',
    says: /Property 'scoring' is missing/,
  },
  {
    what: 'a method that takes another message',
    from: 'scoring(reading: Reading',
    to: 'scoring(reading: Scored',
    says: /Property 'scoring'/,
  },
  {
    what: 'a method that gives a message of another shape',
    from: 'return { scored, alerted:',
    to: 'return { scored: reading, alerted:',
    says: /missing the following properties from type 'Scored': scoreId, probability/,
  },
  {
    what: 'a service without the handler of an input that no stream port takes',
    from: 'async onSent(',
    to: 'async sent(',
    says: /Property 'onSent' is missing/,
  },
];

describe('given a declaration with a stream port, and its service', () => {
  const texts = new Map(
    [GOOD, ...REFUSALS.map(({ from, to }) => GOOD.replace(from, () => to))].map((text, index) => [
      join(HERE, `streaming-${index}.ts`),
      text,
    ]),
  );
  const messages = diagnose(texts);

  it('compiles as the documentation writes it', () => {
    expect(messages[0]).toEqual([]);
  });

  it.each(REFUSALS.map((refusal, index) => [refusal.what, refusal, index + 1] as const))(
    'refuses %s in words that help',
    (_, { from, says }, index) => {
      expect(GOOD).toContain(from);
      expect(messages[index]?.join('\n')).toMatch(says);
    },
  );
});

/** What the compiler says of each text, all of them in one program with the options of the workspace. */
function diagnose(texts: ReadonlyMap<string, string>): string[][] {
  const { config } = ts.readConfigFile(join(ROOT, 'tsconfig.base.json'), (path) => ts.sys.readFile(path));
  const { options } = ts.convertCompilerOptionsFromJson((config as { compilerOptions: object }).compilerOptions, ROOT);
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  const program = ts.createProgram([...texts.keys()], { ...options, types: [] }, host);
  return [...texts.keys()].map((path) =>
    ts
      .getPreEmitDiagnostics(program, program.getSourceFile(path))
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n')),
  );
}
