import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useRead } from '../../api/queries.js';
import {
  DataTable,
  EmptyState,
  Facts,
  LoadingState,
  PageHeader,
  QueryView,
  Section,
  Sheet,
} from '../../design/index.js';
import { countText, Tag, When } from '../../design/index.js';
import { erasurePath, progressOf, type Erasure, type ErasurePart } from './erasure.js';
import { StatusTag } from './status-tag.js';

const AGAIN_MS = 3_000;

/** One erasure: who asked for it and why, and where it stands in each domain. */
export function ErasurePage() {
  const { t } = useTranslation('erasures');
  const { id = '' } = useParams();
  const path = erasurePath(id);
  const isRunning = useRead<Erasure>(path).data?.status === 'running';
  // Each look stands in the audit record: what is over is not looked at again.
  const read = useRead<Erasure>(path, isRunning ? { everyMs: AGAIN_MS } : {});
  return (
    <>
      <PageHeader title={t('one')} lead={<Link to="/erasures">{t('all')}</Link>} />
      <QueryView
        read={read}
        ask={false}
        loading={<LoadingState lines={6} />}
        missing={<EmptyState title={t('unknown')} hint={t('unknownHint')} />}
      >
        {(erasure) => (
          <>
            <Sheet>
              <Facts
                of={[
                  [t('status'), <StatusTag status={erasure.status} />],
                  [t('progress'), t('progressOf', { ...progressOf(erasure) })],
                  [t('requestedAt'), <When at={erasure.requestedAt} />],
                  [t('requestedBy'), erasure.requestedBy],
                  [t('erasedAt'), erasure.erasedAt !== undefined && <When at={erasure.erasedAt} />],
                  [t('reason'), erasure.reason],
                ]}
              />
            </Sheet>
            <Section title={t('parts')}>
              <Parts of={erasure.parts} />
            </Section>
          </>
        )}
      </QueryView>
    </>
  );
}

function Parts({ of }: { of: readonly ErasurePart[] }) {
  const { t } = useTranslation('erasures');
  if (of.length === 0) return <EmptyState title={t('nowhere')} />;
  return (
    <DataTable
      caption={t('parts')}
      rows={of}
      keyOf={({ domain }) => domain}
      columns={[
        { key: 'domain', heading: t('domain'), head: true, cell: ({ domain }) => domain },
        {
          key: 'status',
          heading: t('status'),
          cell: ({ status }) => <Tag tone={status === 'cleared' ? 'good' : 'warn'}>{t(`partStatuses.${status}`)}</Tag>,
        },
        {
          key: 'clearedAt',
          heading: t('clearedAt'),
          cell: ({ clearedAt }) => clearedAt !== undefined && <When at={clearedAt} />,
        },
        { key: 'stores', heading: t('stores'), cell: (part) => <Stores of={part} /> },
      ]}
    />
  );
}

function Stores({ of: { stores, status } }: { of: ErasurePart }) {
  const { t } = useTranslation('erasures');
  if (stores.length === 0) return t(status === 'cleared' ? 'nothingHeld' : 'notYet');
  return (
    <ul style={{ margin: 0, paddingInlineStart: 16 }}>
      {stores.map(({ kind, name, rows }) => (
        <li key={`${kind} ${name}`}>
          {t(`kinds.${kind}`, { defaultValue: kind })} <code>{name}</code>{' '}
          {rows !== undefined && t('rows', { count: rows, rows: countText(rows) })}
        </li>
      ))}
    </ul>
  );
}
