import { Button, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { QueryView, Section, Sheet } from '../../design/index.js';
import { useSession } from '../../session/use-session.js';
import { useWaiting } from './use-waiting.js';
import { Waiting } from './waiting.js';

/** What waits for the reader: requests to decide, requests not decided, access that ends soon. */
export function NeedsYou() {
  const { t } = useTranslation('home');
  const { signedIn, signIn } = useSession();
  const waiting = useWaiting(signedIn);
  return (
    <Section title={t('needs')}>
      {signedIn ? (
        <QueryView read={waiting}>{(data) => <Waiting waiting={data} />}</QueryView>
      ) : (
        <Sheet>
          <Text size="sm" mb="sm">
            {t('signedOut')}
          </Text>
          <Button size="compact-sm" variant="default" onClick={signIn}>
            {t('signIn')}
          </Button>
        </Sheet>
      )}
    </Section>
  );
}
