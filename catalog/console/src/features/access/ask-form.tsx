import { Alert, Button, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Me } from '../../api/me.js';
import { problemOf } from '../../api/problem.js';
import { productPath, type Product } from '../../api/product.js';
import { useRead, useSend } from '../../api/queries.js';
import { ProblemState } from '../../design/index.js';
import {
  existingIn,
  fieldErrors,
  missingFields,
  requestBody,
  untilDays,
  type RequestDraft,
  type RequestField,
} from './access-request.js';
import { AGREEMENTS_PATH, requestPage, type Agreement } from './agreement.js';
import { ProductField } from './product-field.js';
import classes from './access.module.css';

const LONGEST_REASON = 500;
const PRODUCT_ID = /^[a-z0-9-]{1,100}\.[a-z0-9-]{1,100}$/;

/** The form of a request: which port, what for, until when, and why. */
export function AskForm({ me, known }: { me: Me; known: Pick<RequestDraft, 'product' | 'port' | 'purpose'> }) {
  const { t } = useTranslation('access');
  const navigate = useNavigate();
  const days = untilDays(new Date());
  const [draft, setDraft] = useState<RequestDraft>({
    ...known,
    purpose: known.purpose || (me.purposes[0] ?? ''),
    until: days.usual,
    reason: '',
  });
  const [isSubmitted, setSubmitted] = useState(false);
  const product = useRead<Product>(productPath(draft.product), { when: PRODUCT_ID.test(draft.product) }).data;
  const ask = useSend<Agreement, RequestDraft>(
    (given) => ({ path: AGREEMENTS_PATH, body: requestBody(given) }),
    [AGREEMENTS_PATH],
  );
  const change = (part: Partial<RequestDraft>) => setDraft({ ...draft, ...part });
  const missing = missingFields(draft);
  const refused = ask.isError ? fieldErrors(problemOf(ask.error)) : {};
  const existing = ask.isError ? existingIn(problemOf(ask.error)) : undefined;
  const error = (field: RequestField) =>
    isSubmitted && missing.includes(field) ? t(`ask.missing.${field}`) : refused[field];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setSubmitted(true);
    if (missing.length === 0) ask.mutate(draft, { onSuccess: ({ id }) => void navigate(requestPage(id)) });
  };
  const purposes = [...new Set([...me.purposes, ...(known.purpose === '' ? [] : [known.purpose])])];
  return (
    <form onSubmit={submit} noValidate className={classes.form}>
      <Stack>
        <ProductField
          value={draft.product}
          error={error('product')}
          onChange={(id) => change({ product: id, port: '' })}
        />
        <NativeSelect
          label={t('port')}
          required
          disabled={product === undefined}
          value={draft.port}
          error={error('port')}
          onChange={({ currentTarget }) => change({ port: currentTarget.value })}
          data={[
            { value: '', label: t(product === undefined ? 'ask.productFirst' : 'ask.choosePort') },
            ...(product?.ports ?? []).map(({ name, kind, summary }) => ({
              value: name,
              label: t('ask.portOption', { name, kind: t(`design:kind.${kind}`), summary }),
            })),
          ]}
        />
        <NativeSelect
          label={t('purpose')}
          description={t('ask.purposeHint')}
          required
          value={draft.purpose}
          error={error('purpose')}
          onChange={({ currentTarget }) => change({ purpose: currentTarget.value })}
          data={purposes.map((code) => ({
            value: code,
            label: t('purposeOption', { code, name: t(`try-it:purposes.${code}`, { defaultValue: code }) }),
          }))}
        />
        {product !== undefined && isOpen(product, draft, me) && (
          <Alert color="petrol" title={t('ask.alreadyOpen')}>
            {t('ask.alreadyOpenHint')}
          </Alert>
        )}
        <TextInput
          type="date"
          label={t('ask.until')}
          description={t('ask.untilHint')}
          required
          min={days.first}
          max={days.last}
          value={draft.until}
          error={error('until')}
          onChange={({ currentTarget }) => change({ until: currentTarget.value })}
        />
        <TextInput
          label={t('reason')}
          description={t('reasonHint')}
          required
          maxLength={LONGEST_REASON}
          value={draft.reason}
          error={error('reason')}
          onChange={({ currentTarget }) => change({ reason: currentTarget.value })}
        />
        {existing !== undefined ? (
          <Alert color="petrol" title={t('ask.existing')}>
            <Link to={requestPage(existing)}>{t('ask.openExisting')}</Link>
          </Alert>
        ) : (
          ask.isError && <ProblemState error={ask.error} />
        )}
        <div>
          <Button type="submit" loading={ask.isPending}>
            {t('ask.action')}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

/** Whether a declared grant opens the port to the reader for the purpose already. */
const isOpen = ({ grants }: Product, { port, purpose }: RequestDraft, { roles }: Me): boolean =>
  grants.some((grant) => roles.includes(grant.role) && grant.ports.includes(port) && grant.purposes.includes(purpose));
