import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { EmptyState, Facts, LoadingState, PageHeader, QueryView, Section, Sheet, When } from '../../../design/index.js';
import { comparePage, modelPage, runPage, versionPage, type Model } from '../model-version.js';
import { modelPath } from '../model-version.js';
import { useRead } from '../../../api/queries.js';
import type { TrainingRun } from './run.js';
import { RunEnd } from './run-end.js';
import { RunLog } from './run-log.js';
import { RunProgress } from './run-progress.js';
import { SnapshotSection } from './snapshot-section.js';
import { useRun } from './use-run.js';

/** One training, followed while it runs. */
export function RunPage() {
  const { t } = useTranslation('models');
  const { runId = '' } = useParams();
  const read = useRun(runId);
  return (
    <>
      <PageHeader title={t('runs.one')} lead={<code>{runId}</code>} />
      <QueryView
        read={read}
        ask={false}
        loading={<LoadingState lines={6} />}
        missing={<EmptyState title={t('runs.unknown')} hint={<Link to="/registry">{t('all')}</Link>} />}
      >
        {(run) => (
          <>
            <Sheet>
              <RunProgress of={run} />
              <RunEnd of={run} />
            </Sheet>
            {run.version !== undefined && <Made run={run} version={run.version} />}
            <Section title={t('runs.asked')}>
              <Sheet>
                <Facts
                  of={[
                    [t('model'), <Link to={modelPage(run.model)}>{run.model}</Link>],
                    [t('runs.by'), run.requestedBy],
                    [t('runs.reason'), run.reason],
                    [t('runs.requestedAt'), <When at={run.requestedAt} />],
                    [t('runs.startedAt'), run.startedAt && <When at={run.startedAt} />],
                    [t('runs.endedAt'), run.endedAt && <When at={run.endedAt} />],
                    [t('training:repeats'), run.repeats && <Link to={runPage(run.repeats)}>{run.repeats}</Link>],
                    [t('runs.data'), t(run.ownData ? 'runs.ownData' : 'runs.productData')],
                    ...Object.entries(run.parameters).map(([name, value]) => [name, String(value)] as const),
                  ]}
                />
              </Sheet>
            </Section>
            {run.snapshot !== undefined && <SnapshotSection sha256={run.snapshot} />}
            <RunLog run={run} />
          </>
        )}
      </QueryView>
    </>
  );
}

/** What came of a run, and what to do next. */
function Made({ run: { model }, version }: { run: TrainingRun; version: string }) {
  const { t } = useTranslation('models');
  const champion = useRead<Model>(modelPath(model)).data?.aliases.champion;
  return (
    <Group mt="md">
      <Button component={Link} to={versionPage(model, version)}>
        {t('runs.openVersion', { version })}
      </Button>
      {champion !== undefined && champion !== version && (
        <Button variant="default" component={Link} to={comparePage(model, champion, version)}>
          {t('compare.withChampion')}
        </Button>
      )}
    </Group>
  );
}
