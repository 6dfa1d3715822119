import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { countText, DataTable, shareText, Tag, type Tone } from '../../../design/index.js';
import { decimals } from '../../../design/measure-text.js';
import { driftOf, driftRows, type Evaluation } from './evaluation.js';

const TONES: Readonly<Record<ReturnType<typeof driftOf>, Tone>> = { drifted: 'bad', steady: 'good', few: 'plain' };
const SMALL = 0.001;

/** How far each input and the score have moved from what the version learnt from. */
export function DriftTable({ drift }: { drift: NonNullable<Evaluation['drift']> }) {
  const { t } = useTranslation('evaluation');
  const share = (rate: number, before: number) =>
    t('drift.against', { now: shareText(rate), before: shareText(before) });
  return (
    <>
      <DataTable
        caption={t('drift.title')}
        rows={driftRows(drift)}
        keyOf={(column, place) => `${column.name} ${place}`}
        columns={[
          {
            key: 'name',
            heading: t('drift.column'),
            head: true,
            cell: (column) => (column === drift.score ? t('drift.score') : column.name),
          },
          {
            key: 'state',
            heading: t('drift.state'),
            cell: (column) => <Tag tone={TONES[driftOf(column)]}>{t(`drift.states.${driftOf(column)}`)}</Tag>,
          },
          {
            key: 'p',
            heading: t('drift.pValue'),
            numeric: true,
            cell: ({ pValue }) => pValue !== undefined && (pValue < SMALL ? t('drift.small') : decimals(pValue)),
          },
          { key: 'psi', heading: t('drift.psi'), numeric: true, cell: ({ psi }) => psi !== undefined && decimals(psi) },
          { key: 'test', heading: t('drift.test'), cell: ({ test }) => test && t(`drift.tests.${test}`) },
          {
            key: 'wasserstein',
            heading: t('drift.wasserstein'),
            numeric: true,
            cell: ({ normalisedWasserstein }) => normalisedWasserstein !== undefined && decimals(normalisedWasserstein),
          },
          {
            key: 'missing',
            heading: t('drift.missing'),
            cell: ({ missingRate, referenceMissingRate }) => share(missingRate, referenceMissingRate),
          },
          {
            key: 'outside',
            heading: t('drift.outside'),
            numeric: true,
            cell: ({ outOfRangeRate }) => shareText(outOfRangeRate),
          },
          {
            key: 'values',
            heading: t('drift.values'),
            numeric: true,
            cell: ({ values, referenceValues }) =>
              t('drift.against', { now: countText(values), before: countText(referenceValues) }),
          },
        ]}
      />
      <Text size="sm" c="dimmed" mt="xs" maw={760}>
        {t('drift.method', { scores: countText(drift.scores), rows: countText(drift.referenceRows) })}
      </Text>
    </>
  );
}
