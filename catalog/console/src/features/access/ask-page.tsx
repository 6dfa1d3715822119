import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useMe } from '../../api/me.js';
import { LoadingState, PageHeader, ProblemState } from '../../design/index.js';
import { useSession } from '../../session/use-session.js';
import { AskForm } from './ask-form.js';

const UNAUTHENTICATED = { title: '', status: 401 };

/** Asks the owner of a product for access; the address fills in what is known. */
export function AskPage() {
  const { t } = useTranslation('access');
  const { signedIn } = useSession();
  const me = useMe();
  const [query] = useSearchParams();
  return (
    <>
      <PageHeader title={t('ask.title')} lead={t('ask.lead')} />
      {!signedIn ? (
        <ProblemState error={UNAUTHENTICATED} />
      ) : me === undefined ? (
        <LoadingState lines={6} />
      ) : (
        <AskForm
          me={me}
          known={{
            product: query.get('product') ?? '',
            port: query.get('port') ?? '',
            purpose: query.get('purpose') ?? '',
          }}
        />
      )}
    </>
  );
}
