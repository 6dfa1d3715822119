import { readdir, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const RESULTS = fileURLToPath(new URL('../results/', import.meta.url));

/** One result file, as `run.mjs` wrote it. */
interface Result {
  readonly name: string;
  readonly date: string;
  readonly commit: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly memoryGiB: number;
    readonly loadBefore: number;
  };
  readonly versions: Readonly<Record<string, string>>;
  readonly figures: unknown;
}

/** Writes every figure of every result into `results/figures.md`, a section a benchmark. */
export async function run(): Promise<undefined> {
  const names = (await readdir(RESULTS)).filter((name) => name.endsWith('.json')).sort();
  const results = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(`${RESULTS}${name}`, 'utf8')) as Result),
  );
  const page = [
    '# Figures',
    '',
    'Made by `npm run bench -- table` from the result files beside it; compare within a section only.',
    '',
  ];
  await writeFile(`${RESULTS}figures.md`, `${[...page, ...results.map(sectionOf)].join('\n').trimEnd()}\n`);
  console.log(`wrote ${results.length} sections`);
  return undefined;
}

function sectionOf({ name, date, commit, machine, versions, figures }: Result): string {
  const measured = `${date.slice(0, 10)}, commit ${commit}, Node ${versions.node ?? '?'}, ${machine.cpu}, ${machine.cores} cores, ${machine.memoryGiB} GiB, load ${machine.loadBefore} before it began`;
  const rows = figuresIn(figures).map(([path, value]) => `| ${path.join(' · ')} | ${value} |`);
  return [`## ${name}`, '', `Measured ${measured}.`, '', '| figure | value |', '| --- | ---: |', ...rows, ''].join(
    '\n',
  );
}

/** Every number and text with the names that lead to it. */
export function figuresIn(value: unknown, path: readonly string[] = []): [readonly string[], string][] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, member]) => figuresIn(member, [...path, name]));
  }
  return [[path, typeof value === 'number' ? rounded(value) : String(value)]];
}

/** Four significant digits are more than a shared machine can hold to. */
function rounded(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en');
  return Number(value.toPrecision(4)).toLocaleString('en', { maximumSignificantDigits: 4 });
}
