import { Box } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useRead } from '../../../api/queries.js';
import { EmptyState, LoadingState, PageHeader, QueryView, Section } from '../../../design/index.js';
import { Explorer } from '../explorer/explorer.js';
import { ScoreStory } from './score-story.js';
import { Sources } from './sources.js';
import type { ScoreTrace } from './score-trace.js';
import { WhySection } from './why/why-section.js';

/** The trace of one score: who asked, what answered, what that was trained on, and where all of it came from. */
export function ScorePage() {
  const { t } = useTranslation('lineage');
  const { scoreId = '' } = useParams();
  const read = useRead<ScoreTrace>(`/lineage/scores/${encodeURIComponent(scoreId)}`);
  return (
    <>
      <PageHeader title={t('score.title')} lead={<code>{scoreId}</code>} />
      <QueryView
        read={read}
        ask={false}
        loading={<LoadingState lines={8} />}
        missing={<EmptyState title={t('score.unknown')} hint={t('score.unknownHint')} />}
      >
        {(trace) => (
          <>
            {/* The key: what was said of one score never stands on the page of another. */}
            <Box mb="xl">
              <WhySection key={trace.scoreId} scoreId={trace.scoreId} product={trace.score.product} />
            </Box>
            <ScoreStory trace={trace} />
            {trace.training !== null && <Sources sources={trace.training.sources} />}
            <Section title={t('score.graph')}>
              <Explorer graph={{ graph: trace.graph }} start={`score:${trace.scoreId}`} asOf={trace.score.scoredAt} />
            </Section>
          </>
        )}
      </QueryView>
    </>
  );
}
