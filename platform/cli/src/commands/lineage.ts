import type { CommandSpec } from '../command.js';
import { graphTree } from '../mesh/lineage-tree.js';
import { drawTree, outlineOf } from '../terminal/tree.js';

/** How deep a trace is shown to a person; `--json` has all of it. */
const SHOWN_LEVELS = 3;
const GRAPH_NODE = /^(dataset|datasetField|job|run):/;

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
      const trace = await client.json<Record<string, unknown>>({
        path: `/lineage/scores/${encodeURIComponent(subject)}`,
      });
      // Documents of the model are a link away, and the graph is drawn as one.
      const { graph, links: _links, scoreId: _scoreId, ...facts } = trace;
      const outline = outlineOf(`score ${subject}`, facts, SHOWN_LEVELS);
      const madeFrom = { label: 'made from', branches: [graphTree(`score:${subject}`, graph)] };
      return { json: trace, text: drawTree({ ...outline, branches: [...(outline.branches ?? []), madeFrom] }) };
    }
    const depth = number('depth', { min: 1, max: 100 }) ?? 20;
    const query = new URLSearchParams({ nodeId: subject, depth: String(depth) });
    const answer = await client.json<{ graph: unknown }>({ path: `/api/v1/lineage?${query.toString()}` });
    return { json: answer, text: drawTree(graphTree(subject, answer.graph)) };
  },
};
