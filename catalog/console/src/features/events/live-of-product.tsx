import { Button, Group, NativeSelect, Text } from '@mantine/core';
import { IconLogin2 } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../../api/me.js';
import type { Product } from '../../api/product.js';
import { useRead } from '../../api/queries.js';
import { accessRequestPath, EmptyState } from '../../design/index.js';
import { useSession } from '../../session/use-session.js';
import { watchablePorts, type Agreed } from './event-ports.js';
import { LiveView } from './live-view.js';

const ICON = 16;

/** The events of one product: chosen, started, paused, looked at. */
export function LiveOfProduct({ product }: { product: Product }) {
  const { t } = useTranslation('events');
  const { signedIn, signIn } = useSession();
  const me = useMe();
  const granted = useRead<{ readonly agreements: readonly Agreed[] }>('/access/agreements', {
    query: { role: 'asked', status: 'granted', product: product.id, limit: 100 },
    when: signedIn,
  });
  const ports = watchablePorts(product, me, granted.data?.agreements ?? []);
  const [chosenPort, choosePort] = useState<string>();
  const [chosenPurpose, choosePurpose] = useState<string>();
  const port =
    ports.find(({ name }) => name === chosenPort) ?? ports.find(({ purposes }) => purposes.length > 0) ?? ports[0];
  if (port === undefined) return <EmptyState title={t('noEvents')} />;
  const purpose = port.purposes.find((one) => one === chosenPurpose) ?? port.purposes[0];
  return (
    <>
      <Group align="flex-end" mb="md" gap="md">
        <NativeSelect
          label={t('event')}
          value={port.name}
          miw={240}
          onChange={({ currentTarget }) => choosePort(currentTarget.value)}
          data={ports.map(({ name, purposes }) => ({
            value: name,
            label: t(purposes.length > 0 || !signedIn ? 'portOpen' : 'portClosed', { name }),
          }))}
        />
        {port.purposes.length > 1 && (
          <NativeSelect
            label={t('purpose')}
            value={purpose}
            onChange={({ currentTarget }) => choosePurpose(currentTarget.value)}
            data={port.purposes.map((code) => ({
              value: code,
              label: t(`try-it:purposes.${code}`, { defaultValue: code }),
            }))}
          />
        )}
      </Group>
      <Text size="sm" mb="md" c="dimmed">
        {port.summary}
      </Text>
      {!signedIn ? (
        <EmptyState title={t('signIn')} hint={t('signInHint')}>
          <Button mt="sm" onClick={signIn} leftSection={<IconLogin2 size={ICON} aria-hidden />}>
            {t('signInAction')}
          </Button>
        </EmptyState>
      ) : purpose === undefined ? (
        <EmptyState title={t('closed')} hint={t('closedHint')}>
          <Button mt="sm" component={Link} to={accessRequestPath({ product: product.id, port: port.name })}>
            {t('ask')}
          </Button>
        </EmptyState>
      ) : port.url === undefined ? (
        <EmptyState title={t('away')} hint={t('awayHint')} />
      ) : (
        <LiveView key={`${port.url} ${purpose}`} url={port.url} purpose={purpose} />
      )}
    </>
  );
}
