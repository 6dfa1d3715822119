import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = join(HERE, '../../../..');

/** A product with processing as a team writes it; each refusal below is this text with one thing changed. */
const GOOD = `
import { accepts, consumes, count, dataProduct, event, JoinResult, joined, left, max, mean, right, stddev, sum, windowed, WindowResult } from '../index.js';
import type { Live, Serves } from '../index.js';

class Reading { readingId!: string; person!: string; ward?: string | null; pulse!: number; oxygen?: number | null; takenAt!: string }
class Finding { findingId!: string; readingId?: string | null; person?: string | null; disease!: number; foundAt!: string }
class Summary extends WindowResult { person!: string; beats!: number; highest!: number; readings!: number; oxygen!: number | null; spread?: number | null }
class Judged extends JoinResult { person!: string; pulse!: number; disease!: number; ward?: string | null; foundAt!: string }

const elsewhere = { id: 'wards.findings', version: '1.0.0' } as const;
const found = event('found', { summary: 'Found', message: Finding, id: 'findingId', key: 'findingId', at: 'foundAt' });

export const product = dataProduct('cardiology.pulse', {
  version: '1.2.0',
  title: 'Pulse',
  owner: { team: 'cardiology', contact: 'cardiology@cloudmedical.example' },
  purpose: 'Follow the pulse of a person.',
  sensitivity: 'phi',
  inputs: {
    measured: accepts('measured', { summary: 'A reading', message: Reading, id: 'readingId', key: 'person', at: 'takenAt' }),
    findings: consumes(elsewhere, found),
  },
  ports: {
    taken: event('taken', { summary: 'A reading was taken', message: Reading, id: 'readingId', key: 'person', at: 'takenAt' }),
    strays: event('strays', { summary: 'Too late', message: Reading, id: 'readingId', key: 'person', at: 'takenAt' }),
    summarised: event('summarised', { summary: 'An hour', message: Summary, id: 'resultId', key: 'person', at: 'windowEnd' }),
    judged: event('judged', { summary: 'Judged', message: Judged, id: 'joinId', key: 'person', at: 'foundAt' }),
  },
  processing: {
    hourly: windowed({
      from: 'measured', key: 'person', at: 'takenAt', size: '1h', every: '5m', lateness: '10m', late: 'strays',
      aggregate: { beats: mean('pulse'), highest: max('pulse'), readings: count(), oxygen: sum('oxygen'), spread: stddev('pulse') },
      gives: 'summarised',
    }),
    truth: joined({
      left: 'taken', right: 'findings', on: ['readingId', 'person'], within: '90d', lateness: '1h',
      select: { person: left('person'), pulse: left('pulse'), ward: left('ward'), disease: right('disease'), foundAt: right('foundAt') },
      gives: 'judged',
    }),
  },
  grants: [{ role: 'clinic', ports: ['summarised', 'judged'], purposes: ['TREAT'] }],
  promises: { availability: 0.999, freshness: '5m', retention: '7y' },
});

export class Service implements Serves<typeof product> {
  constructor(private readonly live: Live<typeof product>) {}
  take(): void { this.live.emit.taken satisfies unknown; }
}
`;

interface Refusal {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  /** What the messages must say. */
  readonly says: RegExp;
}

const REFUSALS: readonly Refusal[] = [
  {
    what: 'windows over a port that does not exist',
    from: "from: 'measured'",
    to: "from: 'measurements'",
    says: /"there is no event port or input measurements"/,
  },
  {
    what: 'windows by a key that is no field',
    from: "from: 'measured', key: 'person'",
    to: "from: 'measured', key: 'patient'",
    says: /"there is no field in what comes from measured: patient"/,
  },
  {
    what: 'windows by a time that is no field',
    from: "at: 'takenAt', size",
    to: "at: 'time', size",
    says: /"there is no field in what comes from measured: time"/,
  },
  {
    what: 'the mean of a field that is no number',
    from: "mean('pulse')",
    to: "mean('person')",
    says: /"there is no mean of person, which is no number"/,
  },
  {
    what: 'the mean of a field that does not exist',
    from: "mean('pulse')",
    to: "mean('beats')",
    says: /"there is no mean of beats, which is no number"/,
  },
  {
    what: 'a figure that the message has no field for',
    from: 'highest: max',
    to: 'greatest: max',
    says: /"the message of summarised has no field greatest"/,
  },
  {
    what: 'a field of the message that nothing gives',
    from: "highest: max('pulse'), ",
    to: '',
    says: /"nothing gives the field highest of summarised"/,
  },
  {
    what: 'a mean that may be null where the message takes none',
    from: "beats: mean('pulse')",
    to: "beats: mean('oxygen')",
    says: /"the mean in beats of summarised may be null, or is a number where none is expected"/,
  },
  {
    what: 'results for a port that does not exist',
    from: "gives: 'summarised'",
    to: "gives: 'summaries'",
    says: /"there is no event port summaries"/,
  },
  {
    what: 'results for a message that is no window’s',
    from: "gives: 'summarised'",
    to: "gives: 'judged'",
    says: /"the message of judged is no class that extends the result"/,
  },
  {
    what: 'a port for the late whose message is another',
    from: "late: 'strays'",
    to: "late: 'judged'",
    says: /"the message of judged is not that of measured"/,
  },
  {
    what: 'a size in words',
    from: "size: '1h'",
    to: "size: 'hourly'",
    says: /"hourly".*\$\{number\}h/,
  },
  {
    what: 'a window without a word on lateness',
    from: "lateness: '10m', ",
    to: '',
    says: /Property 'lateness' is missing/,
  },
  {
    what: 'a join with a stream that does not exist',
    from: "right: 'findings'",
    to: "right: 'outcomes'",
    says: /"there is no event port or input outcomes"/,
  },
  {
    what: 'a join on a field that one of the two does not have',
    from: "on: ['readingId', 'person']",
    to: "on: 'pulse'",
    says: /"there is no field in both streams: pulse"/,
  },
  {
    what: 'a selected field that its stream does not have',
    from: "right('disease')",
    to: "right('pulse')",
    says: /"there is no field in the right stream: pulse"/,
  },
  {
    what: 'a selected field that does not fit',
    from: "disease: right('disease')",
    to: "disease: right('foundAt')",
    says: /"the field foundAt of the right stream may not stand in disease of judged"/,
  },
  {
    what: 'a join of what may be missing where the message takes no null',
    from: "gives: 'judged'",
    to: "unmatched: 'left', gives: 'judged'",
    says: /"the field disease of the right stream may not stand in disease of judged"/,
  },
  {
    what: 'a service that publishes what the platform gives',
    from: 'emit.taken',
    to: 'emit.judged',
    says: /Property 'judged' does not exist/,
  },
];

describe('given declared processing', () => {
  const texts = new Map(
    [GOOD, ...REFUSALS.map(({ from, to }) => GOOD.replace(from, () => to))].map((text, index) => [
      join(HERE, `declared-processing-${index}.ts`),
      text,
    ]),
  );
  const messages = diagnose(texts);

  it('compiles as the documentation writes it, and the service owes nothing for it', () => {
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
