import { useTranslation } from 'react-i18next';
import { useRead } from '../../api/queries.js';
import { EmptyState, LoadingState, QueryView } from '../../design/index.js';
import { Explorer } from './explorer/explorer.js';
import type { LineageGraph } from './graph/lineage-node.js';

const DEPTH = 12;

/** The graph around one node, now or as it was; can stand in any page. */
export function LineageView({ node, asOf }: { node: string; asOf?: string | undefined }) {
  const { t } = useTranslation('lineage');
  const read = useRead<LineageGraph>('/api/v1/lineage', { query: { nodeId: node, depth: DEPTH, asOf }, keep: true });
  return (
    <QueryView
      read={read}
      ask={false}
      loading={<LoadingState lines={6} height={48} />}
      missing={<EmptyState title={t('unknown')} hint={t(asOf === undefined ? 'unknownHint' : 'unknownThen')} />}
    >
      {(graph) => <Explorer key={node} graph={graph} start={node} asOf={asOf} />}
    </QueryView>
  );
}
