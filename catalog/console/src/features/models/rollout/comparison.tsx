import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { countText, EmptyState, Facts, Sheet, Tag, type Tone } from '../../../design/index.js';
import { decimals } from '../../../design/measure-text.js';
import { verdictOf, type Difference, type Rollout } from './rollout.js';

const TONES: Readonly<Record<ReturnType<typeof verdictOf>, Tone>> = {
  none: 'plain',
  better: 'good',
  worse: 'bad',
  open: 'plain',
};

/** What the arms' results say against each other; the intervals hold however often one looks. */
export function Comparison({ rollout: { challenger, results } }: { rollout: Rollout }) {
  const { t } = useTranslation('rollout');
  const { difference, shadow } = results;
  if (challenger === undefined && shadow === undefined)
    return <EmptyState title={t('comparison.none')} hint={t('comparison.noneHint')} />;
  return (
    <Sheet>
      {challenger !== undefined && (
        <>
          <Group gap="xs">
            <Tag tone={TONES[verdictOf(difference)]}>{t(`comparison.verdicts.${verdictOf(difference)}`)}</Tag>
            {difference !== undefined && <Text>{t('comparison.difference', texts(difference))}</Text>}
          </Group>
          <Text size="sm" c="dimmed" mt="xs" maw={760}>
            {t('comparison.method')}
          </Text>
        </>
      )}
      {shadow !== undefined && <ShadowFacts of={shadow} />}
    </Sheet>
  );
}

function ShadowFacts({ of: { compared, dropped, difference } }: { of: NonNullable<Rollout['results']['shadow']> }) {
  const { t } = useTranslation('rollout');
  const { mean, low, high, meanMagnitude } = difference;
  const told =
    mean === null
      ? t('comparison.few')
      : low === null || high === null
        ? signed(mean)
        : t('comparison.interval', texts({ value: mean, low, high }));
  return (
    <Facts
      of={[
        [t('comparison.compared'), countText(compared)],
        [t('comparison.dropped'), countText(dropped)],
        [t('comparison.mean'), told],
        [t('comparison.magnitude'), meanMagnitude !== null && decimals(meanMagnitude)],
      ]}
    />
  );
}

const signed = (value: number): string => `${value > 0 ? '+' : ''}${decimals(value)}`;

const texts = ({ value, low, high }: Difference) => ({ value: signed(value), low: signed(low), high: signed(high) });
