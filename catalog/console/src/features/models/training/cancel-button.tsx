import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../../api/queries.js';
import { ConfirmDialog } from '../parts/confirm-dialog.js';
import { runPath, type TrainingRun } from './run.js';

/** Ends a run before its time. */
export function CancelButton({ of: { runId } }: { of: TrainingRun }) {
  const { t } = useTranslation('training');
  const [opened, dialog] = useDisclosure(false);
  const cancel = useSend<TrainingRun, void>(() => ({ path: `${runPath(runId)}/cancel` }), ['/training/runs']);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={dialog.open}>
        {t('stop.open')}
      </Button>
      <ConfirmDialog
        opened={opened}
        dangerous
        title={t('stop.title')}
        action={t('stop.action')}
        busy={cancel.isPending}
        error={cancel.error}
        onConfirm={() => cancel.mutate(undefined, { onSuccess: dialog.close })}
        onClose={dialog.close}
      >
        <Text size="sm">{t('stop.means')}</Text>
      </ConfirmDialog>
    </>
  );
}
