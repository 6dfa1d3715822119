import { useTranslation } from 'react-i18next';
import { DataTable, durationText, EmptyState, Tag } from '../../../design/index.js';
import type { WatchRule } from './evaluation.js';

/** The rules that the product declares, and which of them are set off. */
export function RulesTable({ rules, raised }: { rules: readonly WatchRule[]; raised: readonly string[] }) {
  const { t } = useTranslation('evaluation');
  if (rules.length === 0) return <EmptyState title={t('rules.none')} />;
  return (
    <DataTable
      caption={t('rules.title')}
      rows={rules}
      keyOf={({ name }) => name}
      columns={[
        { key: 'name', heading: t('rule'), head: true, cell: ({ name }) => name },
        {
          key: 'state',
          heading: t('rules.state'),
          cell: ({ name }) => (
            <Tag tone={raised.includes(name) ? 'warn' : 'good'}>
              {t(raised.includes(name) ? 'rules.raised' : 'rules.quiet')}
            </Tag>
          ),
        },
        {
          key: 'measure',
          heading: t('measure'),
          cell: ({ measure }) => t(`measures.${measure}`, { defaultValue: measure }),
        },
        { key: 'triggers', heading: t('rules.triggers'), numeric: true, cell: ({ triggers }) => triggers },
        { key: 'clears', heading: t('rules.clears'), numeric: true, cell: ({ clears }) => clears },
        {
          key: 'lasting',
          heading: t('rules.lasting'),
          cell: ({ lastingMs }) => (lastingMs === 0 ? t('rules.atOnce') : durationText(lastingMs)),
        },
        { key: 'action', heading: t('action'), cell: ({ action }) => t(`kinds.${action}`) },
      ]}
    />
  );
}
