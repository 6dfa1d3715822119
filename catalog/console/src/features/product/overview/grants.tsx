import { useTranslation } from 'react-i18next';
import type { Product } from '../../../api/product.js';
import { DataTable, EmptyState, Section } from '../../../design/index.js';

/** Who may use which port, and what for. */
export function Grants({ product }: { product: Product }) {
  const { t } = useTranslation(['product', 'try-it']);
  return (
    <Section title={t('grants')}>
      {product.grants.length === 0 ? (
        <EmptyState title={t('noGrants')} />
      ) : (
        <DataTable
          caption={t('grants')}
          rows={product.grants}
          keyOf={({ role }, index) => `${role} ${index}`}
          columns={[
            { key: 'role', heading: t('role'), head: true, cell: ({ role }) => role },
            { key: 'ports', heading: t('ports'), cell: ({ ports }) => ports.join(', ') },
            {
              key: 'purposes',
              heading: t('purposes'),
              cell: ({ purposes }) =>
                purposes.map((code) => t(`try-it:purposes.${code}`, { defaultValue: code })).join(', '),
            },
          ]}
        />
      )}
    </Section>
  );
}
