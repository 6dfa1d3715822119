import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../../api/queries.js';
import { aliasesOf, versionPath, type Model, type ModelVersion } from '../model-version.js';
import { ConfirmDialog } from '../parts/confirm-dialog.js';

/** Takes a version out of use for good. */
export function WithdrawButton({ of: { model, version }, aliases }: { of: ModelVersion; aliases: Model['aliases'] }) {
  const { t } = useTranslation('models');
  const [opened, dialog] = useDisclosure(false);
  const withdraw = useSend<ModelVersion, void>(
    () => ({ path: `${versionPath(model, version)}/withdraw`, body: {} }),
    ['/models', '/api/v1/lineage'],
  );
  const standing = aliasesOf(aliases, version);
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={dialog.open}>
        {t('withdraw.open')}
      </Button>
      <ConfirmDialog
        opened={opened}
        dangerous
        title={t('withdraw.title', { model, version })}
        action={t('withdraw.action')}
        busy={withdraw.isPending}
        error={withdraw.error}
        onConfirm={() => withdraw.mutate(undefined, { onSuccess: dialog.close })}
        onClose={dialog.close}
      >
        <Text size="sm">{t('withdraw.forGood')}</Text>
        {standing.length > 0 && (
          <Text size="sm">
            {t('withdraw.standing', { aliases: standing.map((alias) => t(`aliases.${alias}`)).join(', ') })}
          </Text>
        )}
      </ConfirmDialog>
    </>
  );
}
