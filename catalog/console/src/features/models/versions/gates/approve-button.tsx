import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../../../api/queries.js';
import type { ModelVersion } from '../../model-version.js';
import { ConfirmDialog } from '../../parts/confirm-dialog.js';
import { overridesPath, type GateOverride } from './gate-standing.js';

/** The second person's word for an override. */
export function ApproveButton({
  override: { id, requestedBy, reason },
  version: { model, version },
}: {
  override: GateOverride;
  version: ModelVersion;
}) {
  const { t } = useTranslation('gates');
  const [opened, dialog] = useDisclosure(false);
  const approve = useSend<GateOverride, void>(
    () => ({ path: `${overridesPath(model, version)}/${encodeURIComponent(id)}/approval` }),
    ['/models'],
  );
  return (
    <>
      <Button size="compact-sm" onClick={dialog.open}>
        {t('override.approve.open')}
      </Button>
      <ConfirmDialog
        opened={opened}
        title={t('override.approve.title', { model, version })}
        action={t('override.approve.action')}
        dangerous
        busy={approve.isPending}
        error={approve.error}
        onConfirm={() => approve.mutate(undefined, { onSuccess: dialog.close })}
        onClose={dialog.close}
      >
        <Text size="sm">{t('override.approve.means', { by: requestedBy })}</Text>
        <Text size="sm" component="blockquote" m={0} pl="md">
          {reason}
        </Text>
      </ConfirmDialog>
    </>
  );
}
