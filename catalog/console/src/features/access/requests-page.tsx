import { Button, Group, NativeSelect, SegmentedControl } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useMe } from '../../api/me.js';
import { useReadPages } from '../../api/queries.js';
import { accessRequestPath, EmptyState, PageHeader, ProblemState, QueryView } from '../../design/index.js';
import { useSession } from '../../session/use-session.js';
import { AGREEMENTS_PATH, STATUSES, type AgreementsPage } from './agreement.js';
import { AgreementsTable } from './agreements-table.js';

const PAGE = 25;
const ICON = 16;
const UNAUTHENTICATED = { title: '', status: 401 };

/** The reader's requests and, for owners, those they decide on. */
export function RequestsPage() {
  const { t } = useTranslation('access');
  const { signedIn } = useSession();
  return (
    <>
      <PageHeader
        title={t('title')}
        lead={t('lead')}
        aside={
          <Button component={Link} to={accessRequestPath()} leftSection={<IconPlus size={ICON} aria-hidden />}>
            {t('ask.open')}
          </Button>
        }
      />
      {signedIn ? <Requests /> : <ProblemState error={UNAUTHENTICATED} />}
    </>
  );
}

function Requests() {
  const { t } = useTranslation('access');
  const me = useMe();
  const [query, setQuery] = useSearchParams();
  const isOwner = me?.roles.some((role) => role.startsWith('domain:')) === true;
  const isAuditor = me?.roles.includes('auditor') === true;
  const sides = ['asked', ...(isOwner ? ['owned'] : []), ...(isAuditor ? ['all'] : [])];
  const asked = query.get('as') ?? '';
  const side = sides.includes(asked) ? asked : sides.at(-1)!;
  const status = STATUSES.find((one) => one === query.get('status'));
  const change = (part: Readonly<Record<string, string>>) =>
    setQuery(
      new URLSearchParams(
        Object.entries({ as: side, status: status ?? '', ...part }).filter(([, value]) => value !== ''),
      ),
      { replace: true },
    );
  const read = useReadPages<AgreementsPage>(AGREEMENTS_PATH, {
    query: { role: side === 'all' ? undefined : side, status, limit: PAGE },
    when: me !== undefined,
    keep: true,
  });
  return (
    <>
      <Group align="flex-end" mb="md" gap="md">
        {sides.length > 1 && (
          <SegmentedControl
            aria-label={t('side')}
            value={side}
            onChange={(chosen) => change({ as: chosen, status: '' })}
            data={sides.map((value) => ({ value, label: t(`sides.${value}`) }))}
          />
        )}
        <NativeSelect
          label={t('status')}
          value={status ?? ''}
          onChange={({ currentTarget }) => change({ status: currentTarget.value })}
          data={[
            { value: '', label: t('anyStatus') },
            ...STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) })),
          ]}
        />
      </Group>
      <QueryView read={read}>
        {({ pages }) => {
          const agreements = pages.flatMap((page) => page.agreements);
          if (agreements.length === 0) return <EmptyState title={t(`none.${side}`)} hint={t(`noneHint.${side}`)} />;
          return (
            <>
              <AgreementsTable agreements={agreements} showsConsumer={side !== 'asked'} />
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
