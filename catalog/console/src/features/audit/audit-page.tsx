import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useReadPages } from '../../api/queries.js';
import { LoadingState, PageHeader, QueryView } from '../../design/index.js';
import { addressOf, filterIn, queryOf } from './audit-filter.js';
import { AUDIT_PATH, type DecisionsPage } from './decision.js';
import { DecisionsView } from './decisions-view.js';
import { FilterForm } from './filter-form.js';

const PAGE = 50;

/** Searches the record of decisions. */
export function AuditPage() {
  const { t } = useTranslation('audit');
  const [address, setAddress] = useSearchParams();
  const filter = filterIn(address);
  const query = queryOf(filter);
  const read = useReadPages<DecisionsPage>(AUDIT_PATH, { query: { ...query, limit: PAGE }, keep: true });
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <FilterForm
        key={address.toString()}
        filter={filter}
        busy={read.isFetching}
        onAsk={(asked) => setAddress(addressOf(asked))}
        onRefresh={() => void read.refetch()}
      />
      <QueryView read={read} ask={false} loading={<LoadingState lines={10} />}>
        {({ pages }) => (
          <DecisionsView
            decisions={pages.flatMap(({ decisions }) => decisions)}
            query={query}
            more={read.hasNextPage}
            loadingMore={read.isFetchingNextPage}
            onMore={() => void read.fetchNextPage()}
          />
        )}
      </QueryView>
    </>
  );
}
