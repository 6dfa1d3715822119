import { Anchor, Button, Stack } from '@mantine/core';
import { IconRss } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useReadPages } from '../../api/queries.js';
import { PageHeader, QueryView } from '../../design/index.js';
import type { ChangesPage as Page } from './change.js';
import { ChangesList } from './changes-list.js';

const PAGE = 30;

/** Every change of the mesh, the newest first. */
export function ChangesPage() {
  const { t } = useTranslation('home');
  const changes = useReadPages<Page>('/catalog/changes', { query: { limit: PAGE } });
  return (
    <>
      <PageHeader
        title={t('changed')}
        lead={t('changesLead')}
        aside={
          <Anchor href="/catalog/changes.atom" size="sm">
            <IconRss size={14} aria-hidden /> {t('feed')}
          </Anchor>
        }
      />
      <QueryView read={changes}>
        {({ pages }) => (
          <Stack gap="md">
            <ChangesList changes={pages.flatMap((page) => page.changes)} />
            {changes.hasNextPage && (
              <Button
                variant="default"
                loading={changes.isFetchingNextPage}
                onClick={() => void changes.fetchNextPage()}
              >
                {t('more')}
              </Button>
            )}
          </Stack>
        )}
      </QueryView>
    </>
  );
}
