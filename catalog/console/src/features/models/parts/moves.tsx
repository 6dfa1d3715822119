import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useReadPages } from '../../../api/queries.js';
import { DataTable, EmptyState, QueryView, When } from '../../../design/index.js';
import { modelPath, versionPage, type Alias } from '../model-version.js';

interface Move {
  readonly alias: Alias;
  readonly version?: string;
  readonly previous?: string;
  readonly by: string;
  readonly at: string;
}

interface MovesPage {
  readonly moves: readonly Move[];
  readonly nextCursor?: string;
}

/** Which version served when, and who decided it. */
export function Moves({ model }: { model: string }) {
  const { t } = useTranslation('models');
  const read = useReadPages<MovesPage>(`${modelPath(model)}/moves`, { query: { limit: 10 } });
  const version = (number: string | undefined) =>
    number === undefined ? t('moves.nobody') : <Link to={versionPage(model, number)}>{number}</Link>;
  return (
    <QueryView read={read} ask={false}>
      {({ pages }) => {
        const moves = pages.flatMap((page) => page.moves);
        if (moves.length === 0) return <EmptyState title={t('moves.none')} />;
        return (
          <>
            <DataTable
              caption={t('moves.title')}
              rows={moves}
              keyOf={({ at, alias }, place) => `${at} ${alias} ${place}`}
              columns={[
                { key: 'at', heading: t('moves.at'), head: true, cell: ({ at }) => <When at={at} /> },
                { key: 'alias', heading: t('moves.alias'), cell: ({ alias }) => t(`aliases.${alias}`) },
                { key: 'from', heading: t('moves.from'), cell: ({ previous }) => version(previous) },
                { key: 'to', heading: t('moves.to'), cell: ({ version: to }) => version(to) },
                { key: 'by', heading: t('moves.by'), cell: ({ by }) => by },
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
