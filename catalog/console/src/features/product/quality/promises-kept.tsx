import { useTranslation } from 'react-i18next';
import { DataTable, durationText, EmptyState, shareText, Tag } from '../../../design/index.js';
import type { JudgedPromise } from './measures.js';

/** Each promise beside its measure. */
export function PromisesKept({ promises }: { promises: readonly JudgedPromise[] }) {
  const { t } = useTranslation('product');
  if (promises.length === 0) return <EmptyState title={t('noPromises')} />;
  return (
    <DataTable
      caption={t('promisesMeasured')}
      rows={promises}
      keyOf={({ promise }) => promise}
      columns={[
        {
          key: 'promise',
          heading: t('promiseWord'),
          head: true,
          cell: ({ promise }) => t(`promise.${promise}`, { defaultValue: promise }),
        },
        { key: 'declared', heading: t('declared'), cell: declaredText },
        { key: 'measured', heading: t('measured'), cell: (one) => measuredText(one) ?? t('notUsed') },
        {
          key: 'kept',
          heading: t('keptWord'),
          cell: ({ kept }) =>
            kept === undefined ? (
              <Tag>{t('open')}</Tag>
            ) : (
              <Tag tone={kept ? 'good' : 'bad'}>{t(kept ? 'kept' : 'broken')}</Tag>
            ),
        },
      ]}
    />
  );
}

const declaredText = ({ promise, declared }: JudgedPromise): string =>
  promise === 'availability' ? shareText(Number(declared)) : String(declared);

function measuredText({ promise, measured }: JudgedPromise): string | undefined {
  if (measured === undefined) return undefined;
  return promise === 'availability' ? shareText(measured) : durationText(measured);
}
