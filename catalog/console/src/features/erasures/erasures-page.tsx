import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../api/me.js';
import { useReadPages } from '../../api/queries.js';
import { EmptyState, PageHeader, ProblemState, QueryView } from '../../design/index.js';
import { useSession } from '../../session/use-session.js';
import { ERASURES_PATH, READERS, reachOfReader, type ErasuresList } from './erasure.js';
import { ErasuresTable } from './erasures-table.js';
import { EraseButton } from './erase-button.js';

const PAGE = 25;
const STATUSES = ['running', 'erased'] as const;

/** Erasures that concern the reader, where they stand, and asking for one. */
export function ErasuresPage() {
  const { t } = useTranslation('erasures');
  const { signedIn } = useSession();
  const me = useMe();
  const reach = me && reachOfReader(me);
  const isReader = me?.roles.some((role) => READERS.includes(role));
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        aside={reach !== undefined && reach.length > 0 && <EraseButton reach={reach} />}
      />
      {!signedIn && <ProblemState error={{ title: '', status: 401 }} />}
      {isReader === false && <ProblemState error={{ title: '', status: 403 }} ask={false} />}
      {isReader === true && <Listed />}
    </>
  );
}

function Listed() {
  const { t } = useTranslation('erasures');
  const [status, setStatus] = useState('');
  const read = useReadPages<ErasuresList>(ERASURES_PATH, {
    query: { status, limit: PAGE },
    keep: true,
  });
  return (
    <>
      <NativeSelect
        label={t('status')}
        mb="md"
        maw={300}
        value={status}
        onChange={({ currentTarget }) => setStatus(currentTarget.value)}
        data={[
          { value: '', label: t('anyStatus') },
          ...STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) })),
        ]}
      />
      <QueryView read={read} ask={false}>
        {({ pages }) => {
          const found = pages.flatMap(({ erasures }) => erasures);
          if (found.length === 0) return <EmptyState title={t('none')} hint={t('noneHint')} />;
          return (
            <>
              <ErasuresTable erasures={found} />
              {read.hasNextPage && (
                <Button
                  mt="sm"
                  variant="default"
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
    </>
  );
}
