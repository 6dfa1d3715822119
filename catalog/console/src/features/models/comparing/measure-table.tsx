import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { DataTable, Tag, type Column, type Tone } from '../../../design/index.js';
import { decimals, measureText } from '../../../design/measure-text.js';
import type { Metrics } from '../metrics.js';
import type { Measure } from '../model-version.js';
import { metricDifferences, subgroupDifferences, type ComparedMeasure, type Difference } from './differences.js';

const TONES: Readonly<Record<Difference['verdict'], Tone>> = {
  better: 'good',
  worse: 'bad',
  unclear: 'plain',
  same: 'plain',
};

const SIGNED = new Intl.NumberFormat(undefined, {
  minimumFractionDigits: 3,
  maximumFractionDigits: 3,
  signDisplay: 'exceptZero',
});
const signed = (value: number): string => SIGNED.format(value);
const sideText = (side: Measure | number | undefined) =>
  side === undefined ? undefined : typeof side === 'number' ? decimals(side) : measureText(side);

/** Measures of two versions, overall and by group, with what the difference means. */
export function MeasureTable({
  left,
  right,
  names,
}: {
  left: Metrics;
  right: Metrics;
  names: { readonly left: string; readonly right: string };
}) {
  const { t } = useTranslation('models');
  const rows = [
    ...metricDifferences(left, right).map((row) => ({ ...row, name: t(`measures.${row.key}`) })),
    ...subgroupDifferences(left, right).map((row) => ({
      ...row,
      name: t('compare.group', {
        attribute: t(`attributes.${row.attribute}`, { defaultValue: row.attribute }),
        value: row.value,
      }),
    })),
  ];
  const columns: readonly Column<ComparedMeasure & { readonly name: string }>[] = [
    { key: 'name', heading: t('compare.measure'), head: true, cell: ({ name }) => name },
    { key: 'left', heading: names.left, cell: (row) => sideText(row.left) },
    { key: 'right', heading: names.right, cell: (row) => sideText(row.right) },
    {
      key: 'difference',
      heading: t('compare.difference'),
      cell: ({ difference }) => difference && differenceText(difference),
    },
    {
      key: 'verdict',
      heading: t('compare.means'),
      cell: ({ difference }) =>
        difference && <Tag tone={TONES[difference.verdict]}>{t(`compare.verdicts.${difference.verdict}`)}</Tag>,
    },
  ];
  return (
    <>
      <DataTable caption={t('measures.title')} columns={columns} rows={rows} keyOf={({ key }) => key} />
      <Text size="sm" c="dimmed" mt="xs" maw={760}>
        {t('compare.method')}
      </Text>
    </>
  );
}

const differenceText = ({ value, low, high }: Difference): string =>
  low === undefined || high === undefined ? signed(value) : `${signed(value)} (${signed(low)} … ${signed(high)})`;
