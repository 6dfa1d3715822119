import type { Product } from '../../api/product.js';

/** A node of a product where a walk may begin. */
export interface ProductNode {
  readonly nodeId: string;
  readonly name: string;
  readonly kind: 'dataset' | 'topic' | 'model';
}

/** The nodes that a product gives to the lineage graph, by the names that the mesh uses there; datasets come first. */
export function productNodes({ domain, name, ports, models }: Product): readonly ProductNode[] {
  const dataset = (port: string) => ({
    nodeId: `dataset:mesh://${domain}:${name}.${port}`,
    name: port,
    kind: 'dataset' as const,
  });
  return [
    ...ports.filter(({ kind }) => kind === 'dataset').map((port) => dataset(lastPart(port.path) ?? port.name)),
    ...ports.flatMap(({ topic, name: port }) =>
      topic === undefined ? [] : [{ nodeId: `dataset:mesh://events:${topic}`, name: port, kind: 'topic' as const }],
    ),
    ...models.map((model) => ({
      nodeId: `dataset:mesh://models:${model.name}`,
      name: model.name,
      kind: 'model' as const,
    })),
  ];
}

/** The dataset's own name: the last part of its path, which its port's key may differ from. */
const lastPart = (path: string | undefined): string | undefined => path?.split('/').at(-1);
