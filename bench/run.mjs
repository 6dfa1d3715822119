/** Runs one benchmark by name and keeps its figures beside the machine they were measured on. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { fileURLToPath } from 'node:url';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const NAMES = [
  'scoring',
  'log',
  'events',
  'sink',
  'start',
  'catalog',
  'mlflow',
  'windows',
  'ingest',
  'stream',
  'table',
  'evaluation',
  'ten-models',
  'promotion',
  'online',
];

const [name] = process.argv.slice(2);
if (!NAMES.includes(name) || !existsSync(here(`dist/${name}.js`))) {
  console.error(`Usage: npm run bench -- ${NAMES.join('|')}`);
  process.exit(2);
}

// What else the machine was doing: figures taken beside other work say little.
const loadBefore = loadavg()[0] ?? 0;
const { run } = await import(`./dist/${name}.js`);
const figures = await run();
if (figures !== undefined) {
  await mkdir(here('results'), { recursive: true });
  const result = { name, ...(await surroundings()), figures };
  await writeFile(here(`results/${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  console.log(JSON.stringify(figures, null, 2));
}
process.exit(0);

async function surroundings() {
  const { dependencies } = JSON.parse(await readFile(here('../package.json'), 'utf8'));
  return {
    date: new Date().toISOString(),
    commit: commit(),
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
      loadBefore,
    },
    versions: { node: process.versions.node, ...dependencies },
  };
}

function commit() {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: here('..'),
      encoding: 'utf8',
      stdio: 'pipe',
    }).trim();
  } catch {
    return 'uncommitted';
  }
}
