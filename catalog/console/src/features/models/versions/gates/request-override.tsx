import { Button, Stack, Text, Textarea } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../../../api/queries.js';
import { Dialog } from '../../../../design/index.js';
import type { ModelVersion } from '../../model-version.js';
import { SendRow } from '../../parts/send-row.js';
import { overridesPath, type GateOverride } from './gate-standing.js';

const SHORTEST_REASON = 10;
const LONGEST_REASON = 1_000;

/** The first person's word against the gates. */
export function RequestOverride({ version: { model, version } }: { version: ModelVersion }) {
  const { t } = useTranslation('gates');
  const [opened, dialog] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const [isAsked, setAsked] = useState(false);
  const send = useSend<GateOverride, string>(
    (said) => ({ path: overridesPath(model, version), body: { reason: said } }),
    ['/models'],
  );
  const isShort = reason.trim().length < SHORTEST_REASON;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (!isShort) send.mutate(reason.trim(), { onSuccess: dialog.close });
  };
  return (
    <>
      <Button size="compact-sm" variant="default" onClick={dialog.open}>
        {t('override.ask.open')}
      </Button>
      <Dialog opened={opened} onClose={dialog.close} title={t('override.ask.title', { model, version })}>
        <form onSubmit={submit} noValidate>
          <Stack>
            <Text size="sm">{t('override.ask.means')}</Text>
            <Textarea
              label={t('override.ask.reason')}
              description={t('override.ask.hint')}
              required
              data-autofocus
              autosize
              minRows={3}
              maxRows={8}
              maxLength={LONGEST_REASON}
              value={reason}
              error={isAsked && isShort && t('override.ask.short')}
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
            />
            <SendRow
              action={t('override.ask.action')}
              busy={send.isPending}
              error={send.error}
              onClose={dialog.close}
            />
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
