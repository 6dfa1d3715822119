import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const PLACE = fileURLToPath(new URL('../declaration/', import.meta.url));
const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../../..');

/** A text with one thing changed, and what the compiler must say of it. */
export interface Refusal {
  readonly what: string;
  readonly from: string;
  readonly to: string;
  /** What the messages must say. */
  readonly says: RegExp;
}

/** Tells that a text compiles, and that each change of it is refused in words that help. */
export function describeRefusals(given: string, good: string, refusals: readonly Refusal[]): void {
  describe(given, () => {
    const texts = new Map(
      [good, ...refusals.map(({ from, to }) => good.replace(from, () => to))].map((text, index) => [
        join(PLACE, `declared-${index}.ts`),
        text,
      ]),
    );
    const messages = diagnose(texts);

    it('compiles as the documentation writes it', () => {
      expect(messages[0]).toEqual([]);
    });

    it.each(refusals.map((refusal, index) => [refusal.what, refusal, index + 1] as const))(
      'refuses %s in words that help',
      (_, { from, says }, index) => {
        expect(good).toContain(from);
        expect(messages[index]?.join('\n')).toMatch(says);
      },
    );
  });
}

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
