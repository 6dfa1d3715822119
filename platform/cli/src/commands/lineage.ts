import type { CommandSpec } from '../command.js';
import { traceTree } from '../mesh/lineage-tree.js';
import { drawTree, outlineOf } from '../terminal/tree.js';

const GRAPH_NODE = /^(dataset|job|run):/;

/** `mesh lineage <scoreId|dataset>` */
export const lineage: CommandSpec = {
  usage: 'lineage <score-or-dataset>',
  summary: 'Show where a score came from, or what a dataset is made from (dataset:<namespace>:<name>).',
  example: 'npx mesh lineage 0198c2f0-7c4e-7a51-9d5b-2f6b1c1f2a10',
  actsAs: 'gov-auditor',
  shape: (command) => {
    command.option('--depth <steps>', 'steps away from a dataset', '20');
  },
  async run({ client, arguments: [subject = ''], number }) {
    if (!GRAPH_NODE.test(subject)) {
      const trace = await client.json<Record<string, unknown>>({ path: `/lineage/scores/${encodeURIComponent(subject)}` });
      return { json: trace, text: drawTree(outlineOf(`score ${subject}`, trace)) };
    }
    const depth = number('depth', { min: 1, max: 100 }) ?? 20;
    const query = new URLSearchParams({ nodeId: subject, depth: String(depth) });
    const graph = await client.json<unknown>({ path: `/api/v1/lineage?${query.toString()}` });
    return { json: graph, text: drawTree(traceTree(subject, graph)) };
  },
};
