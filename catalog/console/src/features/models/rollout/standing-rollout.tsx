import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { countText, Facts, Notice, shareText, Sheet, Tag, When, type Tone } from '../../../design/index.js';
import { useMay } from '../may-change.js';
import { AdvanceButton } from './advance-button.js';
import { HaltButton } from './halt-button.js';
import { standsOpen, type Rollout } from './rollout.js';

const TONES: Readonly<Record<Rollout['state'], Tone>> = {
  running: 'info',
  halted: 'bad',
  finished: 'good',
  ended: 'plain',
};

/** How a rollout stands, and what the reader may do about it. */
export function StandingRollout({ model, rollout }: { model: string; rollout: Rollout }) {
  const { t } = useTranslation('rollout');
  const mayChange = useMay('change');
  const mayHalt = useMay('holdBack');
  const { state, share, ramp, step, by, reason, changedAt, results } = rollout;
  const mayAdvance = mayChange && state === 'running' && rollout.challenger !== undefined;
  return (
    <>
      {results.unfit && <Notice tone="bad">{t('unfit')}</Notice>}
      <Sheet>
        <Group gap="xs" mb="sm" role="status">
          <Tag tone={TONES[state]}>{t(`states.${state}`)}</Tag>
          <Text size="sm">{t(`means.${state}`)}</Text>
        </Group>
        <Facts
          of={[
            [t('share'), rollout.challenger !== undefined && shareText(share)],
            [t('steps'), ramp && ramp.steps.map((one) => shareText(one)).join(', ')],
            [t('step'), step && ramp && t('stepOf', { step: step.number + 1, count: ramp.steps.length })],
            [t('minimumAnswers'), ramp && countText(ramp.minimumAnswers)],
            [t('minimumOutcomes'), ramp && countText(ramp.minimumOutcomes)],
            [t('whenDone'), ramp && t(`ends.${ramp.whenDone}`)],
            [t('changedAt'), <When at={changedAt} />],
            [t('by'), by],
            [t('reason'), reason],
          ]}
        />
        {standsOpen(rollout) && mayHalt && (
          <Group mt="md" gap="sm">
            {mayAdvance && <AdvanceButton model={model} rollout={rollout} />}
            <HaltButton model={model} rollout={rollout} />
          </Group>
        )}
      </Sheet>
    </>
  );
}
