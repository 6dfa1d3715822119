import { Button, Group, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useSend } from '../../../api/queries.js';
import { useMay } from '../may-change.js';
import { runPage } from '../model-version.js';
import { SendProblem } from '../parts/send-problem.js';
import type { TrainingRun } from './run.js';
import { schedulePath, SCHEDULES_PATH, type Schedule } from './schedule.js';

/** Holds a schedule back, lets it go on, or trains now with its parameters; nothing for those who may not. */
export function ScheduleButtons({ schedule: { model, state } }: { schedule: Schedule }) {
  const { t } = useTranslation('training');
  const navigate = useNavigate();
  const mayHold = useMay('holdBack');
  const mayRun = useMay('change');
  const step = state === 'paused' ? 'resume' : 'pause';
  const move = useSend<Schedule, void>(() => ({ path: `${schedulePath(model)}/${step}` }), [SCHEDULES_PATH]);
  const run = useSend<TrainingRun, void>(
    () => ({ path: `${schedulePath(model)}/run` }),
    ['/training/runs', SCHEDULES_PATH],
  );
  if (!mayHold) return null;
  return (
    <Stack mt="md" gap="sm">
      <Group gap="sm">
        <Button size="compact-sm" variant="default" loading={move.isPending} onClick={() => move.mutate()}>
          {t(`schedule.${step}`)}
        </Button>
        {mayRun && (
          <Button
            size="compact-sm"
            variant="default"
            loading={run.isPending}
            onClick={() => run.mutate(undefined, { onSuccess: ({ runId }) => void navigate(runPage(runId)) })}
          >
            {t('schedule.run')}
          </Button>
        )}
      </Group>
      <SendProblem error={move.error ?? run.error} />
    </Stack>
  );
}
