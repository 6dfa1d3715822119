import type { LineageNode } from '../graph/lineage-node.js';

/** What a node says of itself, read from its data and the facets of the standard; what it does not say is missing. */
export interface NodeStory {
  readonly description?: string;
  readonly namespace?: string;
  readonly product?: string;
  readonly scoredAt?: string;
  readonly owners?: string;
  readonly jobType?: string;
  readonly version?: string;
  readonly commit?: string;
  readonly latestRun?: { readonly id: string; readonly state: string; readonly at: string };
  readonly firstSeen?: string;
  readonly lastSeen?: string;
}

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);

/** Reads a node; facets come from outside, so what has another shape counts as not said. */
export function nodeStory({ data }: LineageNode): NodeStory {
  const facet = (name: string) => record(record(data['facets'])[name]);
  const owners = facet('ownership')['owners'];
  const run = record(data['latestRun']);
  const [id, state, at] = [text(run['id']), text(run['state']), text(run['endedAt']) ?? text(run['updatedAt'])];
  const said = {
    description: text(data['description']),
    namespace: text(data['namespace']),
    product: text(data['product']),
    scoredAt: text(data['scoredAt']),
    owners: Array.isArray(owners) ? owners.map((owner) => String(record(owner)['name'])).join(', ') : undefined,
    jobType: text(facet('jobType')['jobType']),
    version: text(data['currentVersion']) ?? text(data['version']),
    commit: text(facet('sourceCodeLocation')['version']),
    latestRun: id !== undefined && state !== undefined && at !== undefined ? { id, state, at } : undefined,
    firstSeen: text(data['createdAt']),
    lastSeen: text(data['updatedAt']),
  };
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}
