import { useTranslation } from 'react-i18next';
import { DataTable, Tag } from '../../../design/index.js';
import { decimals, measureText } from '../../../design/measure-text.js';
import type { CountSubgroup } from '../metrics.js';
import type { Measure } from '../model-version.js';

/** How well a version that foresees a count does for each group, beside how many came. */
export function CountGroups({ subgroups, overall }: { subgroups: readonly CountSubgroup[]; overall: Measure }) {
  const { t } = useTranslation('models');
  return (
    <DataTable
      caption={t('charts.subgroups')}
      rows={subgroups}
      keyOf={({ attribute, value }) => JSON.stringify([attribute, value])}
      columns={[
        {
          key: 'group',
          heading: t('charts.group'),
          head: true,
          cell: ({ attribute, value }) =>
            t('charts.groupOf', { attribute: t(`attributes.${attribute}`, { defaultValue: attribute }), value }),
        },
        { key: 'n', heading: t('charts.cases'), numeric: true, cell: ({ n }) => n },
        {
          key: 'observed',
          heading: t('charts.meanObserved'),
          numeric: true,
          cell: ({ meanObserved }) => decimals(meanObserved),
        },
        {
          key: 'predicted',
          heading: t('charts.meanPredicted'),
          numeric: true,
          cell: ({ meanPredicted }) => decimals(meanPredicted),
        },
        {
          key: 'explained',
          heading: t('measures.devianceExplained'),
          cell: ({ devianceExplained }) =>
            devianceExplained === undefined ? (
              t('charts.equalCounts')
            ) : (
              <>
                {measureText(devianceExplained)}{' '}
                {devianceExplained.high < overall.value && <Tag tone="bad">{t('charts.clearlyWorse')}</Tag>}
              </>
            ),
        },
        {
          key: 'deviance',
          heading: t('measures.meanPoissonDeviance'),
          cell: ({ meanPoissonDeviance }) => measureText(meanPoissonDeviance),
        },
      ]}
    />
  );
}
