import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { files, read, root } from './workspace.js';

const documents = files().filter((path) => path.endsWith('.md'));
const decisions = documents.filter((path) => /^docs\/decisions\/\d{4}-[a-z0-9-]+\.md$/.test(path));
const linesOf = (path: string) => read(path).trimEnd().split('\n').length;

/** What a heading is called in a link, by GitHub's rule. */
const anchorOf = (heading: string) =>
  heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');

const proseOf = (path: string) => read(path).replace(/^```[\s\S]*?^```/gm, '');

const headingsOf = (path: string) =>
  proseOf(path)
    .match(/^#{1,6} .+$/gm)
    ?.map((line) => line.replace(/^#+ /, '')) ?? [];

function brokenLinks(path: string): readonly string[] {
  const links = [...proseOf(path).matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => link);
  return links.filter((link) => {
    if (/^(https?|mailto):/.test(link)) return false;
    const [file = '', anchor] = link.split('#');
    const target = file === '' ? path : normalize(join(dirname(path), file));
    if (target.startsWith('..') || !existsSync(join(root, target))) return true;
    return anchor !== undefined && target.endsWith('.md') && !headingsOf(target).map(anchorOf).includes(anchor);
  });
}

describe('given every document of the tree', () => {
  it('finds what each link points to', () => {
    const broken = documents
      .map((path) => ({ path, links: brokenLinks(path) }))
      .filter(({ links }) => links.length > 0);
    expect(broken).toEqual([]);
  });

  it('finds the README of a project on one screen', () => {
    const long = documents.filter((path) => path.endsWith('README.md') && linesOf(path) > 80);
    expect(long).toEqual([]);
  });

  it('finds both commands in the README of the tree', () => {
    expect(read('README.md')).toContain('npm ci && npm start');
    expect(read('README.md')).toContain('npm ci && npm test');
  });

  it('finds every decision from the page of the documents', () => {
    const index = read('docs/README.md');
    expect(decisions.filter((path) => !index.includes(`(${path.replace('docs/', '')})`))).toEqual([]);
  });
});

describe('given every decision of the house', () => {
  it('finds them numbered from one without a gap', () => {
    const numbers = decisions.map((path) => Number(path.slice('docs/decisions/'.length).slice(0, 4)));
    expect(numbers).toEqual(numbers.map((_, at) => at + 1));
  });

  it.each(decisions)('finds in %s what was weighed and when to look again', (path) => {
    const sections = headingsOf(path).slice(1);
    expect(sections).toEqual(['Context', 'Options', 'Decision', 'Consequences', 'When to look again']);
    expect(linesOf(path)).toBeLessThanOrEqual(60);
  });
});
