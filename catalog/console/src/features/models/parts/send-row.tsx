import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { SendProblem } from './send-problem.js';

/** The end of a form in a dialog: why it could not be sent, the way back, and sending. */
export function SendRow({
  action,
  busy,
  error,
  onClose,
}: {
  action: string;
  busy: boolean;
  error: unknown;
  onClose: () => void;
}) {
  const { t } = useTranslation('models');
  return (
    <>
      <SendProblem error={error} />
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" loading={busy}>
          {action}
        </Button>
      </Group>
    </>
  );
}
