import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const source = fileURLToPath(new URL('..', import.meta.url));
const english = join(source, 'texts/en');

type Texts = { readonly [key: string]: string | Texts };

const texts = new Map(
  readdirSync(english).map((file) => [
    basename(file, '.json'),
    JSON.parse(readFileSync(join(english, file), 'utf8')) as Texts,
  ]),
);
const sources = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.spec.ts'))
  .map((file) => ({ file, text: readFileSync(join(source, file), 'utf8') }));

/** Whether a key leads to a text, in any of its plural forms; one that ends in a dot leads to a group. */
function leads(namespace: string, key: string): boolean {
  const isGroup = key.endsWith('.');
  const steps = key.split('.').filter(Boolean);
  const last = isGroup ? undefined : steps.pop();
  let here: Texts | string | undefined = texts.get(namespace);
  for (const step of steps) here = typeof here === 'object' ? here[step] : undefined;
  if (typeof here !== 'object') return false;
  return last === undefined || [last, `${last}_other`].some((form) => typeof here[form] === 'string');
}

/** Every key that a source names, with its namespace; of a made-up key the part before the first variable. */
function keysIn(text: string): readonly (readonly [namespace: string, key: string])[] {
  const usual = /useTranslation\(\[?'([\w-]+)'/.exec(text)?.[1];
  const direct = [...text.matchAll(/\bt\(\s*(?:'([^']+)'|`([^`]*)`)/g)].map(([, plain, made]) => plain ?? made ?? '');
  const chosen = [...text.matchAll(/\bt\([^)]*?\? '([\w.:-]+)' : '([\w.:-]+)'/g)].flatMap(([, one, other]) => [
    one!,
    other!,
  ]);
  const named = [...text.matchAll(/\btext: [`']([\w-]+:[\w.]+)['`]/g)].map(([, key]) => key!);
  return [...direct, ...chosen, ...named].flatMap((key) => {
    const [namespace, rest] = key.includes(':') ? key.split(':', 2) : [usual, key];
    const known = rest?.split('${')[0] ?? '';
    if (namespace === undefined || namespace.includes('${') || known === '') return [];
    return [[namespace, known === rest ? known : known.replace(/[^.]*$/, '')] as const];
  });
}

const NOT_WORDS = /^[^\p{L}]*$|^[\w./-]+\.(yaml|json)$/u;
const READ_ALOUD = ['label', 'title', 'placeholder', 'description', 'hint', 'alt', 'aria-label', 'caption', 'lead'];

/** Words that stand in a component instead of in the texts. */
function wordsIn(file: string, text: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && !NOT_WORDS.test(node.text.trim())) found.push(node.text.trim());
    if (ts.isJsxAttribute(node) && READ_ALOUD.includes(node.name.getText())) {
      const value = node.initializer;
      if (value !== undefined && ts.isStringLiteral(value) && !NOT_WORDS.test(value.text)) found.push(value.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX));
  return found;
}

describe('given the texts of the console', () => {
  it('has one for every key that a component names', () => {
    const missing = sources.flatMap(({ file, text }) =>
      keysIn(text)
        .filter(([namespace, key]) => key !== '' && !leads(namespace, key))
        .map(([namespace, key]) => `${file}: ${namespace}:${key}`),
    );
    expect(missing).toEqual([]);
  });

  it('finds no words in the components themselves', () => {
    const words = sources
      .filter(({ file }) => file.endsWith('.tsx'))
      .flatMap(({ file, text }) => wordsIn(file, text).map((word) => `${file}: ${word}`));
    expect(words).toEqual([]);
  });
});
