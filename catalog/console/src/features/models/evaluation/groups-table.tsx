import { useTranslation } from 'react-i18next';
import { countText, DataTable, type Column } from '../../../design/index.js';
import { measureText } from '../../../design/measure-text.js';
import { MEASURES, type GroupPerformance } from './evaluation.js';

/** The rolling figures of each group of people. */
export function GroupsTable({ groups }: { groups: readonly GroupPerformance[] }) {
  const { t } = useTranslation('evaluation');
  const columns: readonly Column<GroupPerformance>[] = [
    {
      key: 'group',
      heading: t('models:charts.group'),
      head: true,
      cell: ({ attribute, value }) =>
        t('models:charts.groupOf', {
          attribute: t(`models:attributes.${attribute}`, { defaultValue: attribute }),
          value,
        }),
    },
    { key: 'n', heading: t('cases'), numeric: true, cell: ({ n }) => countText(n) },
    {
      key: 'positives',
      heading: t('models:charts.positives'),
      numeric: true,
      cell: ({ positives }) => countText(positives),
    },
    ...MEASURES.map((name) => ({
      key: name,
      heading: t(`measures.${name}`),
      cell: (group: GroupPerformance) => {
        const measure = group[name];
        return measure === undefined ? t('oneOutcome') : measureText(measure);
      },
    })),
  ];
  return (
    <DataTable
      caption={t('groups.title')}
      rows={groups}
      keyOf={({ attribute, value }) => JSON.stringify([attribute, value])}
      columns={columns}
    />
  );
}
