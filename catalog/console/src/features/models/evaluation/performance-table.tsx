import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { countText, DataTable } from '../../../design/index.js';
import { measureText } from '../../../design/measure-text.js';
import { MEASURES, type Performance } from './evaluation.js';

/** The rolling figures of all judged scores together. */
export function PerformanceTable({ performance, threshold }: { performance: Performance; threshold: number }) {
  const { t } = useTranslation('evaluation');
  return (
    <>
      <DataTable
        caption={t('performance.title')}
        rows={MEASURES.map((name) => ({ name, measure: performance[name] }))}
        keyOf={({ name }) => name}
        columns={[
          { key: 'name', heading: t('measure'), head: true, cell: ({ name }) => t(`measures.${name}`) },
          {
            key: 'value',
            heading: t('interval'),
            cell: ({ measure }) => (measure === undefined ? t('oneOutcome') : measureText(measure)),
          },
          { key: 'n', heading: t('cases'), numeric: true, cell: ({ measure }) => measure && countText(measure.n) },
        ]}
      />
      <Text size="sm" c="dimmed" mt="xs" maw={760}>
        {t('performance.rests', {
          n: countText(performance.n),
          positives: countText(performance.positives),
          threshold,
        })}
      </Text>
    </>
  );
}
