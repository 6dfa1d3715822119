import { useTranslation } from 'react-i18next';
import { DataTable, Section } from '../../../design/index.js';
import type { Comparison } from './compared.js';

/** Who relies on what changed, and would have to change too. */
export function Broken({ breaks }: { breaks: Comparison['breaks'] }) {
  const { t } = useTranslation('product');
  if (breaks.length === 0) return null;
  return (
    <Section title={t('breaksWord')}>
      <DataTable
        caption={t('breaksWord')}
        rows={breaks}
        keyOf={({ consumer }, index) => `${consumer.kind} ${consumer.id} ${index}`}
        columns={[
          { key: 'who', heading: t('consumer'), head: true, cell: ({ consumer }) => consumer.id },
          {
            key: 'kind',
            heading: t('kind'),
            cell: ({ consumer }) => t(`consumerKinds.${consumer.kind}`, { defaultValue: consumer.kind }),
          },
          { key: 'port', heading: t('port'), cell: ({ consumer }) => consumer.port },
          {
            key: 'changes',
            heading: t('differences'),
            numeric: true,
            cell: ({ changes }) => t('changesCount', { count: changes.length }),
          },
        ]}
      />
    </Section>
  );
}
