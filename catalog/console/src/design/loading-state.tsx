import { Skeleton, Stack, VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** The shape of what is on its way. */
export function LoadingState({ lines = 4, height = 18 }: { lines?: number; height?: number }) {
  const { t } = useTranslation('design');
  return (
    <Stack gap="sm" aria-busy="true">
      <VisuallyHidden role="status">{t('loading')}</VisuallyHidden>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={height} width={line === lines - 1 && lines > 1 ? '60%' : '100%'} aria-hidden />
      ))}
    </Stack>
  );
}
