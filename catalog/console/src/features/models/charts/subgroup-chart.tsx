import { useTranslation } from 'react-i18next';
import { DataTable, Tag } from '../../../design/index.js';
import { decimals, measureText } from '../../../design/measure-text.js';
import type { Subgroup } from '../metrics.js';
import type { Measure } from '../model-version.js';
import { axisStart } from './curve-points.js';
import { subgroupRows } from './subgroup-rows.js';
import { IntervalBar } from './interval-bar.js';

/** How well a version does for each group of people, drawn beside its number. */
export function SubgroupChart({ subgroups, overall }: { subgroups: readonly Subgroup[]; overall: Measure }) {
  const { t } = useTranslation('models');
  const rows = subgroupRows(subgroups, overall);
  const start = axisStart([
    overall.low,
    ...subgroups.flatMap(({ rocAuc }) => (rocAuc === undefined ? [] : [rocAuc.low])),
  ]);
  return (
    <DataTable
      caption={t('charts.subgroups')}
      rows={rows}
      keyOf={({ key }) => key}
      columns={[
        {
          key: 'group',
          heading: t('charts.group'),
          head: true,
          cell: ({ attribute, value }) =>
            t('charts.groupOf', { attribute: t(`attributes.${attribute}`, { defaultValue: attribute }), value }),
        },
        { key: 'n', heading: t('charts.cases'), numeric: true, cell: ({ n }) => n },
        { key: 'positives', heading: t('charts.positives'), numeric: true, cell: ({ positives }) => positives },
        {
          key: 'rocAuc',
          heading: t('measures.rocAuc'),
          cell: ({ rocAuc, clearlyWorse }) =>
            rocAuc === undefined ? (
              t('charts.oneClass')
            ) : (
              <>
                {measureText(rocAuc)} {clearlyWorse && <Tag tone="bad">{t('charts.clearlyWorse')}</Tag>}
              </>
            ),
        },
        {
          key: 'bar',
          heading: t('charts.against', { overall: decimals(overall.value) }),
          cell: ({ rocAuc }) => rocAuc && <IntervalBar measure={rocAuc} overall={overall.value} start={start} />,
        },
        { key: 'brier', heading: t('measures.brierAlone'), numeric: true, cell: ({ brier }) => decimals(brier) },
      ]}
    />
  );
}
