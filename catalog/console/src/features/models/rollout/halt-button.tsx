import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../../api/queries.js';
import { ConfirmDialog } from '../parts/confirm-dialog.js';
import { rolloutPath, type Rollout } from './rollout.js';

/** Takes a rollout back at once. */
export function HaltButton({ model, rollout: { promoted, champion } }: { model: string; rollout: Rollout }) {
  const { t } = useTranslation('rollout');
  const [opened, dialog] = useDisclosure(false);
  const end = useSend<Rollout, void>(() => ({ method: 'DELETE', path: rolloutPath(model) }), ['/models']);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={dialog.open}>
        {t('halt.open')}
      </Button>
      <ConfirmDialog
        opened={opened}
        dangerous
        title={t('halt.title', { model })}
        action={t('halt.action')}
        busy={end.isPending}
        error={end.error}
        onConfirm={() => end.mutate(undefined, { onSuccess: dialog.close })}
        onClose={dialog.close}
      >
        <Text size="sm">{promoted === true ? t('halt.wayBack', { champion }) : t('halt.means')}</Text>
      </ConfirmDialog>
    </>
  );
}
