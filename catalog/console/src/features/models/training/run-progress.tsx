import { Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Tag, type Tone } from '../../../design/index.js';
import type { TrainingRun } from './run.js';

const TONES: Readonly<Record<TrainingRun['state'], Tone>> = {
  requested: 'plain',
  running: 'info',
  completed: 'good',
  failed: 'bad',
};

/** The state of a run in a word. */
export function RunState({ of: { state } }: { of: Pick<TrainingRun, 'state'> }) {
  const { t } = useTranslation('models');
  return <Tag tone={TONES[state]}>{t(`runs.states.${state}`)}</Tag>;
}

/** How far a run is. */
export function RunProgress({ of: run }: { of: TrainingRun }) {
  const { t } = useTranslation('models');
  const percent = Math.round(run.fraction * 100);
  return (
    <div>
      <Group justify="space-between" mb={6}>
        <Group gap="xs" role="status">
          <RunState of={run} />
          {run.stage !== undefined && <Text size="sm">{run.stage}</Text>}
        </Group>
        <Text size="sm">{t('runs.percent', { percent })}</Text>
      </Group>
      <Progress
        value={percent}
        aria-label={t('runs.progress')}
        size="lg"
        {...(run.state === 'failed' && { color: 'red' })}
      />
    </div>
  );
}
