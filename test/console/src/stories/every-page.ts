import type { Visitor, Looking } from '../browser/visitor.js';
import { HEART } from '../support/products.js';
import type { Stage } from '../support/stage.js';

const WINDOWS: readonly Required<Looking>[] = [
  { width: 1_280, height: 900, scheme: 'light' },
  { width: 1_280, height: 900, scheme: 'dark' },
  { width: 360, height: 740, scheme: 'dark' },
  { width: 360, height: 740, scheme: 'light' },
];
const NODE = encodeURIComponent('dataset:mesh://cardiology:heart-disease-risk.history');
const of = (...tabs: readonly string[]): readonly string[] => tabs.map((tab) => `${HEART}/${tab}`);

const PUBLIC = [
  '/',
  '/search?q=heart',
  '/search?q=nothing+has+this+word',
  ...of('overview', 'ports', 'contract', 'samples', 'quality', 'consumers', 'versions', 'try', 'try?port=history'),
  '/products/no.such-product',
  '/changes',
  '/glossary',
  '/glossary/chest-pain',
  '/no-such-page',
];
const OF_A_SCIENTIST = [
  ...of('lineage', 'models', 'live'),
  '/lineage',
  `/lineage?node=${NODE}`,
  '/registry',
  '/registry/heart-disease-risk',
  '/registry/heart-disease-risk/versions/1',
  '/registry/heart-disease-risk/train',
  '/registry/heart-disease-risk/evaluation',
  '/registry/heart-disease-risk/rollout',
];
const OF_AN_OWNER = ['/', '/access/requests', '/access/ask?product=cardiology.heart-disease-risk', '/live'];

/** Tells that every page can be read by everybody: aloud, in light and dark, on a phone and on a desk. */
export function tellEveryPage(stage: Stage): void {
  it.each([
    [undefined, PUBLIC],
    ['dana-scientist', OF_A_SCIENTIST],
    ['team-cardiology', OF_AN_OWNER],
    ['gov-auditor', ['/audit', '/audit?permitted=false', '/erasures']],
  ])(
    'puts no barrier before %s',
    async (identity, paths) => {
      const reader = await stage.visitor(identity);
      reader.expects(404);
      for (const path of paths) {
        await reader.goes(path);
        expect({ path, ...(await barriersIn(reader)) }).toEqual({ path });
      }
    },
    180_000,
  );
}

/** What is wrong in each of the windows where something is. */
async function barriersIn(reader: Visitor): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, readonly string[]> = {};
  for (const window of WINDOWS) {
    await reader.looks(window);
    const barriers = await reader.barriers();
    if (barriers.length > 0) found[`${window.width} px, ${window.scheme}`] = barriers;
  }
  return found;
}
