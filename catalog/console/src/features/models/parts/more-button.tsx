import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** Reads the next page of a list; nothing when there is none. */
export function MoreButton({
  of: read,
}: {
  of: {
    readonly hasNextPage: boolean;
    readonly isFetchingNextPage: boolean;
    readonly fetchNextPage: () => Promise<unknown>;
  };
}) {
  const { t } = useTranslation('models');
  if (!read.hasNextPage) return null;
  return (
    <Button
      mt="sm"
      variant="default"
      size="compact-sm"
      loading={read.isFetchingNextPage}
      onClick={() => void read.fetchNextPage()}
    >
      {t('more')}
    </Button>
  );
}
