import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useAuth } from 'react-oidc-context';
import { LoadingState } from '../design/loading-state.js';
import { PageHeader } from '../design/page-header.js';
import { ProblemState } from '../design/problem-state.js';

/** Where the issuer sends the reader back; goes on to where the reader was. */
export function SignedInPage() {
  const { t } = useTranslation('shell');
  const { isLoading, error, user } = useAuth();
  const navigate = useNavigate();
  const state = user?.state as { returnTo?: string } | undefined;
  useEffect(() => {
    if (isLoading || error !== undefined) return;
    const returnTo = state?.returnTo;
    // Only a path of this console: `//host` would be another one.
    void navigate(returnTo !== undefined && /^\/(?!\/)/.test(returnTo) ? returnTo : '/', { replace: true });
  }, [isLoading, error, state, navigate]);
  return (
    <>
      <PageHeader title={t('signingIn')} />
      {error === undefined ? (
        <LoadingState />
      ) : (
        <ProblemState error={{ title: t('signInFailed'), detail: error.message, status: 401 }} />
      )}
    </>
  );
}
