import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useReadPages } from '../../../api/queries.js';
import { DataTable, EmptyState, QueryView, When } from '../../../design/index.js';
import { runPage, versionPage } from '../model-version.js';
import type { RunsPage } from './run.js';
import { RunState } from './run-progress.js';

const EVERY_MS = 5_000;

/** Trainings, the newest first. */
export function RunsTable({ model, limit }: { model?: string; limit: number }) {
  const { t } = useTranslation('models');
  const read = useReadPages<RunsPage>('/training/runs', { query: { model, limit }, everyMs: EVERY_MS });
  return (
    <QueryView read={read} ask={false}>
      {({ pages }) => {
        const runs = pages.flatMap((page) => page.runs);
        if (runs.length === 0) return <EmptyState title={t('runs.none')} hint={t('runs.noneHint')} />;
        return (
          <>
            <DataTable
              caption={t('runs.title')}
              rows={runs}
              keyOf={({ runId }) => runId}
              columns={[
                {
                  key: 'at',
                  heading: t('runs.requestedAt'),
                  head: true,
                  cell: ({ runId, requestedAt }) => (
                    <Link to={runPage(runId)}>
                      <When at={requestedAt} />
                    </Link>
                  ),
                },
                { key: 'state', heading: t('runs.state'), cell: (run) => <RunState of={run} /> },
                { key: 'model', heading: t('model'), cell: (run) => run.model },
                {
                  key: 'version',
                  heading: t('version'),
                  cell: (run) =>
                    run.version !== undefined && <Link to={versionPage(run.model, run.version)}>{run.version}</Link>,
                },
                { key: 'by', heading: t('runs.by'), cell: ({ requestedBy }) => requestedBy },
                { key: 'reason', heading: t('runs.reason'), cell: ({ reason }) => reason },
              ]}
            />
            {read.hasNextPage && (
              <Button
                mt="sm"
                variant="default"
                size="compact-sm"
                loading={read.isFetchingNextPage}
                onClick={() => void read.fetchNextPage()}
              >
                {t('more')}
              </Button>
            )}
          </>
        );
      }}
    </QueryView>
  );
}
