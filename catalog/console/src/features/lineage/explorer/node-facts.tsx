import { Code } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Tag, When, type Tone } from '../../../design/index.js';
import type { LineageNode } from '../graph/lineage-node.js';
import { nodeStory } from './node-story.js';

const STATE_TONE: Readonly<Record<string, Tone>> = {
  COMPLETED: 'good',
  FAILED: 'bad',
  ABORTED: 'warn',
  RUNNING: 'info',
};

/** What a node says of itself, as names with values. */
export function useNodeFacts(node: LineageNode): readonly (readonly [string, ReactNode])[] {
  const { t } = useTranslation('lineage');
  const { latestRun, ...story } = nodeStory(node);
  const when = (at: string | undefined) => at && <When at={at} />;
  return [
    [t('facts.description'), story.description],
    [t('facts.namespace'), story.namespace],
    [t('facts.product'), story.product],
    [t('facts.scoredAt'), when(story.scoredAt)],
    [t('facts.owners'), story.owners],
    [t('facts.jobType'), story.jobType],
    [t('facts.version'), story.version && <Code title={story.version}>{story.version.slice(0, 16)}</Code>],
    [t('facts.commit'), story.commit && <Code>{story.commit.slice(0, 12)}</Code>],
    [
      t('facts.latestRun'),
      latestRun && (
        <>
          <Tag tone={STATE_TONE[latestRun.state] ?? 'plain'}>
            {t(`runStates.${latestRun.state}`, { defaultValue: latestRun.state })}
          </Tag>{' '}
          {when(latestRun.at)}
        </>
      ),
    ],
    [t('facts.firstSeen'), when(story.firstSeen)],
    [t('facts.lastSeen'), when(story.lastSeen)],
  ];
}
