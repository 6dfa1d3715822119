import { Grid, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useReadPages } from '../../api/queries.js';
import { PageHeader, QueryView } from '../../design/index.js';
import { ChosenFacets } from './chosen-facets.js';
import { FacetsPanel } from './facets-panel.js';
import type { FoundPage } from './found.js';
import { Results } from './results.js';
import { ResultsSkeleton } from './results-skeleton.js';
import { SearchField } from './search-field.js';
import { useQuestion } from './use-question.js';

const PAGE = 20;

/** Finds products as the reader types. */
export function SearchPage() {
  const { t } = useTranslation('search');
  const { question, change } = useQuestion();
  const found = useReadPages<FoundPage>('/catalog/search', { query: { ...question, limit: PAGE }, keep: true });
  const [first] = found.data?.pages ?? [];
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} takesFocus={false} />
      <Stack gap="md">
        <SearchField value={question.q ?? ''} busy={found.isFetching} onChange={(q) => change({ q })} />
        <Grid gap="xl">
          <Grid.Col span={{ base: 12, md: 3 }}>
            <FacetsPanel facets={first?.facets} question={question} onChange={change} />
          </Grid.Col>
          <Grid.Col span={{ base: 12, md: 9 }}>
            <ChosenFacets question={question} onChange={change} />
            <QueryView read={found} loading={<ResultsSkeleton />}>
              {({ pages }) => (
                <Results
                  pages={pages}
                  question={question}
                  more={found.hasNextPage}
                  loadingMore={found.isFetchingNextPage}
                  onMore={() => void found.fetchNextPage()}
                  onChange={change}
                />
              )}
            </QueryView>
          </Grid.Col>
        </Grid>
      </Stack>
    </>
  );
}
