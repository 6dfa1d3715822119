import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable, When } from '../../design/index.js';
import { erasurePage, progressOf, type Erasure } from './erasure.js';
import { StatusTag } from './status-tag.js';

/** Erasures as lines, each leading to its own page; of whom they are stands nowhere. */
export function ErasuresTable({ erasures }: { erasures: readonly Erasure[] }) {
  const { t } = useTranslation('erasures');
  return (
    <DataTable
      caption={t('caption')}
      rows={erasures}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'at',
          heading: t('requestedAt'),
          head: true,
          cell: ({ id, requestedAt }) => (
            <Link to={erasurePage(id)}>
              <When at={requestedAt} />
            </Link>
          ),
        },
        { key: 'status', heading: t('status'), cell: ({ status }) => <StatusTag status={status} /> },
        { key: 'progress', heading: t('progress'), cell: (erasure) => t('progressOf', { ...progressOf(erasure) }) },
        { key: 'by', heading: t('requestedBy'), cell: ({ requestedBy }) => requestedBy },
        { key: 'reason', heading: t('reason'), cell: ({ reason }) => reason },
      ]}
    />
  );
}
