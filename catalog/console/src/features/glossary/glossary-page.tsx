import { Button, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useReadPages } from '../../api/queries.js';
import { DataTable, EmptyState, PageHeader, QueryView } from '../../design/index.js';
import { termPage, type TermsPage } from './listed-term.js';

const PAGE = 50;

/** Every word that products share, with its one meaning. */
export function GlossaryPage() {
  const { t } = useTranslation('glossary');
  const read = useReadPages<TermsPage>('/catalog/glossary', { query: { limit: PAGE } });
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <QueryView read={read}>
        {({ pages }) => {
          const terms = pages.flatMap((page) => page.terms);
          if (terms.length === 0) return <EmptyState title={t('none')} hint={t('noneHint')} />;
          return (
            <Stack gap="md">
              <DataTable
                caption={t('title')}
                rows={terms}
                keyOf={({ id }) => id}
                columns={[
                  {
                    key: 'term',
                    heading: t('term'),
                    head: true,
                    cell: ({ id, title }) => <Link to={termPage(id)}>{title}</Link>,
                  },
                  { key: 'definition', heading: t('definition'), cell: ({ definition }) => definition },
                  { key: 'synonyms', heading: t('synonyms'), cell: ({ synonyms }) => synonyms.join(', ') },
                  { key: 'products', heading: t('products'), numeric: true, cell: ({ products }) => products },
                ]}
              />
              {read.hasNextPage && (
                <Button variant="default" loading={read.isFetchingNextPage} onClick={() => void read.fetchNextPage()}>
                  {t('more')}
                </Button>
              )}
            </Stack>
          );
        }}
      </QueryView>
    </>
  );
}
