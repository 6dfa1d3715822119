import { useTranslation } from 'react-i18next';
import { countText, DataTable, Notice, Tag } from '../../../design/index.js';
import { measureText } from '../../../design/measure-text.js';
import { ESTIMATES, type Evaluation } from './evaluation.js';

/** What the scores alone let one expect, marked as what it is. */
export function EstimateTable({ estimate }: { estimate: NonNullable<Evaluation['estimate']> }) {
  const { t } = useTranslation('evaluation');
  return (
    <>
      <Notice tone="info">{t('estimate.means', { n: countText(estimate.n) })}</Notice>
      <DataTable
        caption={t('estimate.title')}
        rows={ESTIMATES.map((name) => ({ name, measure: estimate[name] }))}
        keyOf={({ name }) => name}
        columns={[
          { key: 'name', heading: t('measure'), head: true, cell: ({ name }) => t(`estimates.${name}`) },
          {
            key: 'value',
            heading: t('estimate.interval'),
            cell: ({ measure }) => (
              <>
                <Tag tone="info">{t('estimate.mark')}</Tag> {measureText(measure)}
              </>
            ),
          },
        ]}
      />
    </>
  );
}
