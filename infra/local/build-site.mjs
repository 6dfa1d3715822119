/** Builds the web console when its sources are others than those of the site that stands there. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** What a site is made of, besides its sources: the versions that are installed. */
const LOCK = 'node_modules/.package-lock.json';
const SOURCES = ['src', 'public', 'index.html', 'vite.config.ts'];
const NOT_IN_THE_SITE = /\.spec\.tsx?$/;
const STAMP = '.built-from';

async function* filesAt(path) {
  const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) yield path;
  else
    for (const entry of entries.sort((one, other) => (one.name < other.name ? -1 : 1)))
      yield* filesAt(join(path, entry.name));
}

/** A hash of everything that the site follows from. */
async function contentHash(root, project) {
  const hash = createHash('sha256').update(await readFile(join(root, LOCK)).catch(() => ''));
  for (const source of SOURCES) {
    for await (const file of filesAt(join(project, source))) {
      if (!NOT_IN_THE_SITE.test(file))
        hash
          .update(relative(project, file))
          .update('\0')
          .update(await readFile(file));
    }
  }
  return hash.digest('hex');
}

/** Builds `project` to its dist-site; true when there was something to do. Who reads the site meanwhile sees the old one. */
export async function buildSite(root, project) {
  const site = join(project, 'dist-site');
  const madeFrom = await contentHash(root, project);
  if ((await readFile(join(site, STAMP), 'utf8').catch(() => '')) === madeFrom) return false;
  const startedAt = performance.now();
  process.stdout.write('building the console … ');
  const draft = join(project, `dist-site.${process.pid}`);
  try {
    const { build } = await import('vite');
    await build({ root: project, logLevel: 'error', build: { outDir: draft, emptyOutDir: true } });
    await writeFile(join(draft, STAMP), madeFrom);
    if (existsSync(site)) await rm(site, { recursive: true });
    await rename(draft, site);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  console.log(`${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
  return true;
}
