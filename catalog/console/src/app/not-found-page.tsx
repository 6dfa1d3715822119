import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { EmptyState } from '../design/empty-state.js';
import { PageHeader } from '../design/page-header.js';

/** An address that leads nowhere. */
export function NotFoundPage() {
  const { t } = useTranslation('shell');
  return (
    <>
      <PageHeader title={t('notFound.title')} />
      <EmptyState title={t('notFound.what')} hint={t('notFound.hint')}>
        <Button component={Link} to="/search">
          {t('notFound.search')}
        </Button>
      </EmptyState>
    </>
  );
}
