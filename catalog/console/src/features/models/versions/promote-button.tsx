import { Button, NativeSelect, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../../api/queries.js';
import { ALIASES, modelPath, type Alias, type Model, type ModelVersion } from '../model-version.js';
import { ConfirmDialog } from '../parts/confirm-dialog.js';

/** Lets a version serve, or stand beside the one that does. */
export function PromoteButton({ of: { model, version }, aliases }: { of: ModelVersion; aliases: Model['aliases'] }) {
  const { t } = useTranslation('models');
  const [opened, dialog] = useDisclosure(false);
  const open = ALIASES.filter((alias) => aliases[alias] !== version);
  const [chosen, choose] = useState<Alias>();
  const alias = chosen !== undefined && open.includes(chosen) ? chosen : open[0];
  const promote = useSend<ModelVersion, Alias>(
    (to) => ({ method: 'PUT', path: `${modelPath(model)}/aliases/${to}`, body: { version } }),
    ['/models', '/api/v1/lineage'],
  );
  if (alias === undefined) return null;
  const standing = aliases[alias];
  return (
    <>
      <Button size="compact-sm" onClick={dialog.open}>
        {t('promote.open')}
      </Button>
      <ConfirmDialog
        opened={opened}
        title={t('promote.title', { model, version })}
        action={t('promote.action', { alias: t(`aliases.${alias}`) })}
        busy={promote.isPending}
        error={promote.error}
        onConfirm={() => promote.mutate(alias, { onSuccess: dialog.close })}
        onClose={dialog.close}
      >
        <NativeSelect
          label={t('promote.alias')}
          value={alias}
          onChange={({ currentTarget }) => choose(currentTarget.value as Alias)}
          data={open.map((value) => ({ value, label: t(`promote.aliases.${value}`) }))}
        />
        <Text size="sm">
          {alias === 'champion'
            ? t('promote.champion', { version, standing: standing ?? t('moves.nobody') })
            : t('promote.beside', { version, alias: t(`aliases.${alias}`) })}
        </Text>
      </ConfirmDialog>
    </>
  );
}
