import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useSend } from '../../api/queries.js';
import { Dialog, ProblemState } from '../../design/index.js';
import { agreementPath, AGREEMENTS_PATH, type Agreement, type Step } from './agreement.js';

const LONGEST_REASON = 500;

/** Takes a step, after asking why; the reason is read by the other side and by auditors. */
export function StepButton({ step, agreement }: { step: Step; agreement: Agreement }) {
  const { t } = useTranslation('access');
  const [opened, dialog] = useDisclosure(false);
  const [reason, setReason] = useState('');
  const [revealsPhi, setRevealsPhi] = useState(false);
  const [isAsked, setAsked] = useState(false);
  const take = useSend<Agreement, object>(
    (body) => ({ path: `${agreementPath(agreement.id)}/${step}`, body }),
    [AGREEMENTS_PATH],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(true);
    if (reason.trim() === '') return;
    const reveals = step === 'grant' && revealsPhi ? { reveals: ['phi'] } : {};
    take.mutate({ reason: reason.trim(), ...reveals }, { onSuccess: dialog.close });
  };
  const { product, port, consumer } = agreement;
  return (
    <>
      <Button size="compact-sm" variant={step === 'grant' ? 'filled' : 'default'} onClick={dialog.open}>
        {t(`steps.${step}.open`)}
      </Button>
      <Dialog opened={opened} onClose={dialog.close} title={t(`steps.${step}.title`)}>
        <form onSubmit={submit} noValidate>
          <Stack>
            <Text size="sm">{t(`steps.${step}.means`, { product, port, consumer })}</Text>
            <TextInput
              label={t('reason')}
              description={t('reasonHint')}
              required
              data-autofocus
              maxLength={LONGEST_REASON}
              value={reason}
              error={isAsked && reason.trim() === '' && t('reasonMissing')}
              onChange={({ currentTarget }) => setReason(currentTarget.value)}
            />
            {step === 'grant' && (
              <Checkbox
                label={t('revealPhi')}
                description={t('revealPhiHint')}
                checked={revealsPhi}
                onChange={({ currentTarget }) => setRevealsPhi(currentTarget.checked)}
              />
            )}
            {take.isError && <ProblemState error={take.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={dialog.close}>
                {t('cancel')}
              </Button>
              <Button type="submit" loading={take.isPending} {...(step !== 'grant' && { color: 'red.9' })}>
                {t(`steps.${step}.action`)}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
