import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { useMe } from '../../api/me.js';
import { productPage } from '../../api/product.js';
import { useRead } from '../../api/queries.js';
import {
  EmptyState,
  Facts,
  LoadingState,
  PageHeader,
  QueryView,
  Section,
  Sheet,
  Tag,
  When,
} from '../../design/index.js';
import { agreementPath, stepsOf, type Agreement } from './agreement.js';
import { History } from './history.js';
import { StatusTag } from './status-tag.js';
import { StepButton } from './step-button.js';
import { Usage } from './usage.js';

/** One agreement: what was asked, who decided what and why, what may be done now, and how it was used. */
export function RequestPage() {
  const { t } = useTranslation('access');
  const { id = '' } = useParams();
  const read = useRead<Agreement>(agreementPath(id));
  return (
    <>
      <PageHeader title={t('one')} lead={<Link to="/access/requests">{t('all')}</Link>} />
      <QueryView
        read={read}
        loading={<LoadingState lines={8} />}
        missing={<EmptyState title={t('unknown')} hint={t('unknownHint')} />}
      >
        {(agreement) => <Story agreement={agreement} />}
      </QueryView>
    </>
  );
}

function Story({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation('access');
  const me = useMe();
  const { product, port, consumer, purpose, from, until, status, reveals } = agreement;
  const wasGranted = agreement.changes.some((change) => change.status === 'granted');
  return (
    <>
      <Group mb="md" gap="sm">
        <StatusTag status={status} />
        {stepsOf(agreement, me).map((step) => (
          <StepButton key={step} step={step} agreement={agreement} />
        ))}
        {status !== 'requested' && status !== 'granted' && consumer === me?.id && (
          <Button
            size="compact-sm"
            variant="default"
            component={Link}
            to={`/access/ask?${new URLSearchParams({ product, port, purpose }).toString()}`}
          >
            {t('askAgain')}
          </Button>
        )}
      </Group>
      <Sheet>
        <Facts
          of={[
            [t('product'), <Link to={productPage(product)}>{product}</Link>],
            [t('port'), port],
            [t('consumer'), consumer],
            [t('purpose'), t(`try-it:purposes.${purpose}`, { defaultValue: purpose })],
            [t('from'), <When at={from} />],
            [t('until'), <When at={until} />],
            [
              t('reveals'),
              reveals.includes('phi') ? <Tag tone="warn">{t('revealsPhi')}</Tag> : wasGranted && t('revealsNothing'),
            ],
          ]}
        />
      </Sheet>
      <Section title={t('history')}>
        <History changes={agreement.changes} />
      </Section>
      {wasGranted && (
        <Section title={t('usage.title')}>
          <Usage id={agreement.id} />
        </Section>
      )}
    </>
  );
}
