import { useTranslation } from 'react-i18next';
import { DataTable, durationText, EmptyState, shareText, Tag, useDuration } from '../../../design/index.js';
import type { JudgedPromise } from './measures.js';

/** Each promise beside its measure. */
export function PromisesKept({ promises }: { promises: readonly JudgedPromise[] }) {
  const { t } = useTranslation('product');
  const duration = useDuration();
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
        {
          key: 'declared',
          heading: t('declared'),
          cell: ({ promise, declared }) =>
            promise === 'availability' ? shareText(Number(declared)) : duration(String(declared)),
        },
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

function measuredText({ promise, measured }: JudgedPromise): string | undefined {
  if (measured === undefined) return undefined;
  return promise === 'availability' ? shareText(measured) : durationText(measured);
}
