import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState, ProblemState, Tag, type Tone } from '../../design/index.js';
import { EventsTable } from './events-table.js';
import { useLive, type LiveState } from './use-live.js';

const ICON = 16;
const MINUTE_MS = 60_000;
/** Where a reader may begin, in minutes ago. */
const BEGINNINGS = [0, 5, 60] as const;
const TONES: Readonly<Record<LiveState, Tone>> = {
  idle: 'plain',
  connecting: 'info',
  live: 'good',
  paused: 'warn',
  broken: 'warn',
  ended: 'plain',
};

/** One stream with its buttons and its table. */
export function LiveView({ url, purpose }: { url: string; purpose: string }) {
  const { t } = useTranslation('events');
  const { state, buffer, rate, problem, endReason, start, pause, reset, clear } = useLive();
  const [minutesAgo, setMinutesAgo] = useState(0);
  const runs = state === 'connecting' || state === 'live' || state === 'broken';
  const begin = () => {
    const from = minutesAgo === 0 ? undefined : new Date(Date.now() - minutesAgo * MINUTE_MS).toISOString();
    void start({ url, purpose, from });
  };
  return (
    <Stack gap="md">
      <Group align="flex-end" gap="sm">
        {state === 'idle' && (
          <NativeSelect
            label={t('from')}
            value={String(minutesAgo)}
            onChange={({ currentTarget }) => setMinutesAgo(Number(currentTarget.value))}
            data={BEGINNINGS.map((minutes) => ({ value: String(minutes), label: t(`begin.${minutes}`) }))}
          />
        )}
        {runs ? (
          <Button onClick={pause} leftSection={<IconPlayerPause size={ICON} aria-hidden />}>
            {t('pause')}
          </Button>
        ) : (
          <Button onClick={begin} leftSection={<IconPlayerPlay size={ICON} aria-hidden />}>
            {t(state === 'idle' ? 'start' : 'goOn')}
          </Button>
        )}
        {state !== 'idle' && !runs && (
          <Button variant="default" onClick={reset}>
            {t('anew')}
          </Button>
        )}
        {buffer.events.length > 0 && (
          <Button variant="default" onClick={clear} leftSection={<IconTrash size={ICON} aria-hidden />}>
            {t('clear')}
          </Button>
        )}
      </Group>
      <Group gap="md">
        <span role="status">
          <Tag tone={TONES[state]}>{t(`states.${state}`)}</Tag>
        </span>
        <Text size="sm">{t('rate', { rate: rate.toFixed(1) })}</Text>
        <Text size="sm" c="dimmed">
          {t('total', { count: buffer.total })}
        </Text>
      </Group>
      {endReason !== undefined && <EmptyState title={t(`ends.${endReason}`, { defaultValue: t('ends.unknown') })} />}
      {problem !== undefined && <ProblemState error={problem} onRetry={begin} />}
      {buffer.events.length > 0 ? (
        <EventsTable events={buffer.events} />
      ) : (
        problem === undefined &&
        endReason === undefined && (
          <EmptyState title={t(runs ? 'waiting' : 'ready')} hint={t(runs ? 'waitingHint' : 'readyHint')} />
        )
      )}
    </Stack>
  );
}
