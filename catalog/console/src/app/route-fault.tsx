import { useTranslation } from 'react-i18next';
import { useRouteError } from 'react-router';
import { PageHeader } from '../design/page-header.js';
import { ProblemState } from '../design/problem-state.js';

/** A page that broke: says so, and offers to load it again. */
export function RouteFault() {
  const { t } = useTranslation('shell');
  const error = useRouteError();
  return (
    <>
      <PageHeader title={t('fault.title')} />
      <ProblemState error={error} onRetry={() => location.reload()} />
    </>
  );
}
