import { Group, Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Tag, type Tone } from '../../../design/index.js';
import { wordOf, type TrainingRun } from './run.js';

const TONES: Readonly<Record<ReturnType<typeof wordOf>, Tone>> = {
  requested: 'plain',
  running: 'info',
  completed: 'good',
  failed: 'bad',
  stopping: 'warn',
  stopped: 'warn',
};

/** The state of a run in a word. */
export function RunState({ of: run }: { of: Pick<TrainingRun, 'state' | 'cancellation' | 'error'> }) {
  const { t } = useTranslation('models');
  const word = wordOf(run);
  return <Tag tone={TONES[word]}>{t(`runs.states.${word}`)}</Tag>;
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
