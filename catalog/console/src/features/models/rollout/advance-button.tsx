import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../../api/queries.js';
import { Dialog, shareText } from '../../../design/index.js';
import { SendRow } from '../parts/send-row.js';
import { advanced, nextShare, rolloutPath, type Rollout, type RolloutRequest } from './rollout.js';
import { shareOf } from './start-entries.js';

const PERCENT = 100;
const LONGEST_REASON = 500;

/** Goes on by hand: with the next step of the ramp, or with another share. */
export function AdvanceButton({ model, rollout }: { model: string; rollout: Rollout }) {
  const { t } = useTranslation('rollout');
  const [opened, dialog] = useDisclosure(false);
  const next = nextShare(rollout) ?? Math.min(1, rollout.share * 2);
  const [written, write] = useState<string>();
  const [reason, setReason] = useState('');
  const text = written ?? String(Math.round(next * PERCENT * PERCENT) / PERCENT);
  const share = shareOf(text);
  const put = useSend<Rollout, RolloutRequest>(
    (body) => ({ method: 'PUT', path: rolloutPath(model), body }),
    ['/models'],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (share === undefined) return;
    put.mutate(advanced(rollout, { share, reason }), {
      onSuccess: () => {
        write(undefined);
        setReason('');
        dialog.close();
      },
    });
  };
  return (
    <>
      <Button size="compact-sm" onClick={dialog.open}>
        {t('advance.open')}
      </Button>
      <Dialog opened={opened} onClose={dialog.close} title={t('advance.title', { model })}>
        <form onSubmit={submit} noValidate>
          <Stack>
            <Text size="sm">{t('advance.means', { now: shareText(rollout.share) })}</Text>
            <TextInput
              label={t('start.share')}
              data-autofocus
              inputMode="decimal"
              value={text}
              error={share === undefined && t('start.faults.share')}
              onChange={({ currentTarget }) => write(currentTarget.value)}
            />
            <TextInput
              label={t('start.reason')}
              maxLength={LONGEST_REASON}
              value={reason}
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
            />
            <SendRow action={t('advance.action')} busy={put.isPending} error={put.error} onClose={dialog.close} />
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
