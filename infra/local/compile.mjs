/**
 * Compiles every project's src/ to its dist/, file by file, and builds the web console, leaving alone what is current: a
 * second start costs nothing.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSite } from './build-site.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = join(root, 'node_modules/.cache/mesh-compile');
const settings = {
  swcrc: false,
  configFile: false,
  sourceMaps: 'inline',
  module: { type: 'es6' },
  jsc: {
    target: 'es2022',
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
  },
};

async function* filesBelow(folder) {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path);
    else yield path;
  }
}

async function projects() {
  const { workspaces } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  const found = [];
  for (const pattern of workspaces) await expand(root, pattern.split('/'), found);
  return found.filter((folder) => existsSync(join(folder, 'src')));
}

async function expand(folder, [head, ...rest], found) {
  if (head === undefined) {
    if (existsSync(join(folder, 'package.json'))) found.push(folder);
    return;
  }
  if (head !== '*') return expand(join(folder, head), rest, found);
  if (!existsSync(folder)) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory() && !['node_modules', 'dist', 'src'].includes(entry.name)) {
      await expand(join(folder, entry.name), rest, found);
    }
  }
}

/** What runs in a browser is bundled, not compiled. */
const isSite = (folder) => existsSync(join(folder, 'vite.config.ts'));
const isTest = (path) => /\.(spec|suite-d|test-d)\.ts$/.test(path);

/** Written elsewhere and moved into place: whoever reads `dist` meanwhile sees the old file or the new one, never a half. */
async function place(target, code, time) {
  const draft = join(cache, `${process.pid}.draft`);
  await writeFile(draft, code);
  await utimes(draft, time, time);
  await mkdir(dirname(target), { recursive: true });
  await rename(draft, target);
}

async function compile(project, { everything }) {
  const from = join(project, 'src');
  const to = join(project, 'dist');
  const current = new Set();
  let compiled = 0;
  for await (const source of filesBelow(from)) {
    if (!source.endsWith('.ts') || isTest(source)) continue;
    const target = join(to, relative(from, source)).replace(/\.ts$/, '.js');
    current.add(target);
    const { mtime } = await stat(source);
    const built = await stat(target).catch(() => undefined);
    const isCurrent = built !== undefined && Math.round(built.mtimeMs) === Math.trunc(mtime.getTime());
    if (isCurrent && !everything) continue;
    const { transformFile } = await import('@swc/core');
    const { code } = await transformFile(source, settings);
    await place(target, code, new Date(Math.trunc(mtime.getTime())));
    compiled += 1;
  }
  if (existsSync(to)) for await (const old of filesBelow(to)) if (!current.has(old)) await rm(old);
  return compiled;
}

/** What the outputs were made with: when the compiler or its settings change, every output is out of date. */
async function fingerprint() {
  const { version } = JSON.parse(await readFile(join(root, 'node_modules/@swc/core/package.json'), 'utf8'));
  return createHash('sha256').update(version).update(JSON.stringify(settings)).digest('hex');
}

await mkdir(cache, { recursive: true });
const record = join(cache, 'compiled-with');
const madeWith = await fingerprint();
const everything = (await readFile(record, 'utf8').catch(() => '')) !== madeWith;

let total = 0;
const all = await projects();
for (const project of all.filter((folder) => !isSite(folder))) total += await compile(project, { everything });
await writeFile(record, madeWith);
if (total > 0) console.log(`compiled ${total} files`);
for (const site of all.filter(isSite)) await buildSite(root, site);
