import { Button, Group } from '@mantine/core';
import { IconPlayerPlay } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useRead } from '../../api/queries.js';
import { EmptyState, LoadingState, QueryView, Section } from '../../design/index.js';
import { ModelCard } from './card/model-card.js';
import { HistoryChart } from './charts/history-chart.js';
import { useMayChange } from './may-change.js';
import { modelPage, modelPath, type Model } from './model-version.js';
import { ModelFrame } from './parts/model-frame.js';
import { Moves } from './parts/moves.js';
import { RunsTable } from './training/runs-table.js';
import { ScheduleSection } from './training/schedule-section.js';
import { VersionsTable } from './versions/versions-table.js';

const ICON = 16;

/** One model: its versions, how they did, which served when, and its trainings. */
export function ModelPage() {
  const { t } = useTranslation('models');
  const { model = '' } = useParams();
  const read = useRead<Model>(modelPath(model));
  const mayChange = useMayChange();
  return (
    <ModelFrame
      model={model}
      aside={
        mayChange && (
          <Button
            component={Link}
            to={`${modelPage(model)}/train`}
            leftSection={<IconPlayerPlay size={ICON} aria-hidden />}
          >
            {t('train.open')}
          </Button>
        )
      }
    >
      <QueryView
        read={read}
        ask={false}
        loading={<LoadingState lines={8} />}
        missing={
          <EmptyState title={t('unknown')} hint={t('unknownHint')}>
            <Group mt="sm">
              <Link to="/registry">{t('all')}</Link>
            </Group>
          </EmptyState>
        }
      >
        {(found) => (
          <>
            <Section title={t('versions')}>
              <VersionsTable model={found} />
            </Section>
            <Section title={t('charts.history')}>
              <HistoryChart versions={found.versions} />
            </Section>
            {found.aliases.champion !== undefined && <ModelCard model={model} version={found.aliases.champion} />}
            <Section title={t('moves.title')}>
              <Moves model={model} />
            </Section>
            <ScheduleSection model={model} />
            <Section title={t('runs.title')}>
              <RunsTable model={model} limit={10} />
            </Section>
          </>
        )}
      </QueryView>
    </ModelFrame>
  );
}
