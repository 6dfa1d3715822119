import { Button, Group, Text } from '@mantine/core';
import { IconLogin2, IconSend } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../session/use-session.js';

const ICON = 16;

/** Sends, or signs in first. */
export function SendButton({ sending, away }: { sending: boolean; away: boolean }) {
  const { t } = useTranslation('try-it');
  const { signedIn, signIn } = useSession();
  return (
    <Group gap="md">
      {signedIn ? (
        <Button type="submit" loading={sending} leftSection={<IconSend size={ICON} aria-hidden />}>
          {t('send')}
        </Button>
      ) : (
        <Button onClick={signIn} leftSection={<IconLogin2 size={ICON} aria-hidden />}>
          {t('signInToSend')}
        </Button>
      )}
      <Text size="sm" c="dimmed">
        {t(away ? 'away' : 'real')}
      </Text>
    </Group>
  );
}
