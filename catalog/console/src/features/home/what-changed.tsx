import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead } from '../../api/queries.js';
import { QueryView, Section } from '../../design/index.js';
import type { ChangesPage } from './change.js';
import { ChangesList } from './changes-list.js';

const SHOWN = 6;

/** The last changes of the mesh. */
export function WhatChanged() {
  const { t } = useTranslation('home');
  const changes = useRead<ChangesPage>('/catalog/changes', { query: { limit: SHOWN } });
  return (
    <Section
      title={t('changed')}
      aside={
        <Anchor component={Link} to="/changes" size="sm">
          {t('allChanges')}
        </Anchor>
      }
    >
      <QueryView read={changes}>{(page) => <ChangesList changes={page.changes} />}</QueryView>
    </Section>
  );
}
