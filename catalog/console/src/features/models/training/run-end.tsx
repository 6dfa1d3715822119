import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { When } from '../../../design/index.js';
import { useMay } from '../may-change.js';
import { CancelButton } from './cancel-button.js';
import { endOf, hasEnded, wordOf, type TrainingRun } from './run.js';

/** How a run came to its end, in words, or the way to bring it there. */
export function RunEnd({ of: run }: { of: TrainingRun }) {
  const { t } = useTranslation('training');
  const mayStop = useMay('change');
  const { cancellation, error } = run;
  const isStopped = wordOf(run) === 'stopped';
  return (
    <>
      {cancellation !== undefined && (
        <Text mt="sm">
          {t('stop.askedBy', { by: cancellation.by })} <When at={cancellation.at} />
        </Text>
      )}
      {error !== undefined && (
        <div role={isStopped ? undefined : 'alert'}>
          <Text mt="sm">{t(`ends.${endOf(error)}`, { defaultValue: error.detail })}</Text>
          {!isStopped && (
            <Text size="sm" c="dimmed" mt={4} style={{ overflowWrap: 'anywhere' }}>
              {t('endedWith', { code: error.code, detail: error.detail })}
            </Text>
          )}
        </div>
      )}
      {!hasEnded(run) && cancellation === undefined && mayStop && (
        <Group mt="md">
          <CancelButton of={run} />
        </Group>
      )}
    </>
  );
}
