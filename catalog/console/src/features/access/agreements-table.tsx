import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable, When } from '../../design/index.js';
import { requestPage, type Agreement } from './agreement.js';
import { StatusTag } from './status-tag.js';

/** Agreements as lines, each leading to its own page. */
export function AgreementsTable({
  agreements,
  showsConsumer,
}: {
  agreements: readonly Agreement[];
  showsConsumer: boolean;
}) {
  const { t } = useTranslation('access');
  return (
    <DataTable
      caption={t('caption')}
      rows={agreements}
      keyOf={({ id }) => id}
      columns={[
        {
          key: 'what',
          heading: t('what'),
          head: true,
          cell: ({ id, product, port }) => <Link to={requestPage(id)}>{t('portOf', { product, port })}</Link>,
        },
        ...(showsConsumer
          ? [{ key: 'consumer', heading: t('consumer'), cell: ({ consumer }: Agreement) => consumer }]
          : []),
        {
          key: 'purpose',
          heading: t('purpose'),
          cell: ({ purpose }) => t(`try-it:purposes.${purpose}`, { defaultValue: purpose }),
        },
        { key: 'status', heading: t('status'), cell: ({ status }) => <StatusTag status={status} /> },
        { key: 'until', heading: t('until'), cell: ({ until }) => <When at={until} /> },
        { key: 'asked', heading: t('askedAt'), cell: ({ changes }) => changes[0] && <When at={changes[0].at} /> },
      ]}
    />
  );
}
