import { Stack } from '@mantine/core';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { productPath, type Port, type Product } from '../../api/product.js';
import { useRead } from '../../api/queries.js';
import { LoadingState, Notice } from '../../design/index.js';
import { AnswerView } from './answer-view.js';
import { CallAsCode } from './call-as-code.js';
import { documentOf, type Entries } from './form/entries.js';
import { EntryFields } from './form/entry-fields.js';
import { FillButtons } from './form/fill-buttons.js';
import { fieldProblems } from './form/field-problems.js';
import { formOf } from './form/form-model.js';
import { describedSchema, takenBy, type OpenApi } from './form/operation.js';
import { PurposeSelect, usePurpose } from './purpose-select.js';
import { SendButton } from './send-button.js';
import { useFocusOnWrong } from './use-focus-on-wrong.js';
import { useSending } from './use-sending.js';

/** Tries a REST port. */
export function TryRest({ product, port }: { product: Product; port: Port }) {
  const { t } = useTranslation('try-it');
  const openapi = useRead<OpenApi>(`${productPath(product.id)}/documents/openapi.json`);
  const purpose = usePurpose(product, port);
  const [entries, setEntries] = useState<Entries>({});
  const { sending, answer, start } = useSending();
  const form = useRef<HTMLFormElement>(null);
  useFocusOnWrong(form, answer);
  const published = openapi.data && takenBy(port, openapi.data);
  const taken = useMemo(() => published ?? { schema: describedSchema(port), examples: [] }, [published, port]);
  const fields = useMemo(() => formOf(taken.schema, openapi.data), [taken, openapi.data]);
  if (openapi.isPending) return <LoadingState lines={6} height={36} />;
  const request = {
    method: port.method ?? 'POST',
    url: port.url ?? port.path ?? '',
    purpose: purpose.purpose,
    body: documentOf(fields, entries),
  };
  const problems = fieldProblems(answer?.problem, fields);
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void start(request);
      }}
    >
      <Stack gap="lg">
        {published === undefined && <Notice>{t('undocumented')}</Notice>}
        <PurposeSelect {...purpose} />
        <FillButtons fields={fields} examples={taken.examples} onFill={setEntries} />
        <EntryFields
          fields={fields}
          entries={entries}
          problems={problems.byPointer}
          onEnter={(pointer, entry) => setEntries((before) => ({ ...before, [pointer]: entry }))}
        />
        <SendButton sending={sending} away={product.status === 'away'} />
        <AnswerView answer={answer} product={product.id} port={port.name} elsewhere={problems.elsewhere} />
        <CallAsCode request={request} />
      </Stack>
    </form>
  );
}
