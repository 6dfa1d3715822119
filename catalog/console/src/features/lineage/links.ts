import { productPage } from '../../api/product.js';
import type { LineageNode } from './graph/lineage-node.js';

/** The page of the console on which the graph around a node is shown. */
export const lineagePage = (node: string, asOf?: string): string => {
  const query = new URLSearchParams({ node, ...(asOf !== undefined && asOf !== '' && { asOf }) });
  return `/lineage?${query.toString()}`;
};

/** The page of a score's trace. */
export const scorePage = (scoreId: string): string => `/scores/${encodeURIComponent(scoreId)}`;

/** The id of the product that a node belongs to, as the mesh names datasets, topics and jobs; undefined for others. */
export function productOf({ data }: Pick<LineageNode, 'data'>): string | undefined {
  const [namespace, name] = [String(data['namespace']), String(data['name'])];
  if (namespace === 'mesh://events') return name.split('.').slice(0, 2).join('.') || undefined;
  const domain = /^mesh:\/\/([a-z][a-z0-9-]*)$/.exec(namespace)?.[1];
  if (domain === undefined || domain === 'models') return undefined;
  const product = name.split('.')[0];
  return product === undefined || product === '' ? undefined : `${domain}.${product}`;
}

/** The model that a node stands for, without its alias; undefined for others. */
export function modelOf({ type, data }: Pick<LineageNode, 'type' | 'data'>): string | undefined {
  const name = String(data['name']);
  if (type === 'MODEL_VERSION') return name;
  return type === 'DATASET' && data['namespace'] === 'mesh://models' ? name.split('@')[0] : undefined;
}

/** Where more about a node stands in the console. */
export function pageOf(node: Pick<LineageNode, 'id' | 'type' | 'data'>): string | undefined {
  if (node.type === 'SCORE') return scorePage(node.id.slice('score:'.length));
  const model = modelOf(node);
  if (model !== undefined) return `/registry/${encodeURIComponent(model)}`;
  const product = productOf(node);
  return product === undefined ? undefined : productPage(product);
}
