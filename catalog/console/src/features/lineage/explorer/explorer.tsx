import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LoadingState, Tag } from '../../../design/index.js';
import type { LineageGraph } from '../graph/lineage-node.js';
import { NodeDetails } from './node-details.js';
import { NodeList } from './node-list.js';
import { useExploring, type Exploring } from './use-exploring.js';
import classes from './explorer.module.css';

const Picture = lazy(async () => ({ default: (await import('../picture/picture.js')).Picture }));

/** A graph around a start: as a picture or as a table, with the details of what is selected. */
export function Explorer({
  graph,
  start,
  asOf,
  linksBegin = true,
}: {
  graph: LineageGraph;
  start: string;
  asOf?: string | undefined;
  /** Whether a node offers to begin a graph of its own. */
  linksBegin?: boolean;
}) {
  const { t } = useTranslation('lineage');
  const [view, setView] = useState('picture');
  const exploring = useExploring(graph, start);
  const { selected, part } = exploring;
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <SegmentedControl
          size="sm"
          aria-label={t('view')}
          value={view}
          onChange={setView}
          data={[
            { value: 'picture', label: t('asPicture') },
            { value: 'list', label: t('asTable') },
          ]}
        />
        <Reach exploring={exploring} total={graph.graph.length} truncated={graph.truncated === true} />
      </Group>
      <Followed exploring={exploring} />
      <div className={classes.split} data-open={selected !== undefined && view === 'picture'}>
        {view === 'picture' ? (
          <Suspense fallback={<LoadingState lines={6} height={48} />}>
            <Picture exploring={exploring} />
          </Suspense>
        ) : (
          <NodeList part={part} start={start} selected={selected?.id} onSelect={exploring.select} />
        )}
        {selected !== undefined && (
          <NodeDetails key={selected.id} node={selected} exploring={exploring} asOf={asOf} linksBegin={linksBegin} />
        )}
      </div>
    </Stack>
  );
}

/** How much of the graph is shown, and the buttons for more and less. */
function Reach({ exploring, total, truncated }: { exploring: Exploring; total: number; truncated: boolean }) {
  const { t } = useTranslation('lineage');
  const { canBeLess, more, part, less, further, everything } = exploring;
  return (
    <Group gap="xs">
      <Text size="sm" c="dimmed" role="status">
        {t('shown', { shown: part.nodes.length, total })}
      </Text>
      {truncated && <Tag tone="warn">{t('truncated')}</Tag>}
      <Button size="compact-sm" variant="default" disabled={!canBeLess} onClick={less}>
        {t('less')}
      </Button>
      <Button size="compact-sm" variant="default" disabled={!more} onClick={further}>
        {t('more')}
      </Button>
      <Button size="compact-sm" variant="default" disabled={!more} onClick={everything}>
        {t('everything')}
      </Button>
    </Group>
  );
}

/** The column whose way is shown, with the way back. */
function Followed({ exploring: { column, path, follow, part } }: { exploring: Exploring }) {
  const { t } = useTranslation('lineage');
  if (column === undefined) return null;
  const datasets = new Set(path.flatMap(({ origin, destination }) => [origin.node, destination.node]));
  const name = part.nodes.find(({ id }) => id === column.node)?.data['name'];
  return (
    <Group gap="sm" className={classes.followed} role="status">
      <Text size="sm">
        {path.length === 0
          ? t('followedNowhere', { column: column.column, name })
          : t('followed', { column: column.column, name, count: Math.max(datasets.size - 1, 0) })}
      </Text>
      <Button size="compact-sm" variant="default" onClick={() => follow(undefined)}>
        {t('unfollow')}
      </Button>
    </Group>
  );
}
