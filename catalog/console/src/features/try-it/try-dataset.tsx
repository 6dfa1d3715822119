import { SimpleGrid, Stack, TextInput } from '@mantine/core';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Port, Product } from '../../api/product.js';
import { AnswerView } from './answer-view.js';
import { CallAsCode } from './call-as-code.js';
import { ColumnsSelect } from './columns-select.js';
import { PurposeSelect, usePurpose } from './purpose-select.js';
import { datasetUrl } from './request/dataset-request.js';
import { RowsTable, type DatasetPage } from './rows-table.js';
import { SendButton } from './send-button.js';
import { useFocusOnWrong } from './use-focus-on-wrong.js';
import { useSending } from './use-sending.js';

const USUAL_LIMIT = '20';
const NOTHING = { from: '', to: '', limit: USUAL_LIMIT, columns: [] as readonly string[] };

/** Tries a dataset port: rows of a time, some columns, a page at a time. */
export function TryDataset({ product, port }: { product: Product; port: Port }) {
  const { t } = useTranslation('try-it');
  const purpose = usePurpose(product, port);
  const [asking, setAsking] = useState(NOTHING);
  const { sending, answer, start } = useSending();
  const form = useRef<HTMLFormElement>(null);
  useFocusOnWrong(form, answer);
  const requestFor = (cursor?: string) => ({
    method: 'GET',
    url: datasetUrl(port.url ?? port.path ?? '', { ...asking, cursor }),
    purpose: purpose.purpose,
  });
  const problemOf = (name: string) => answer?.problem?.errors?.find(({ pointer }) => pointer === `?${name}`)?.message;
  const elsewhere = (answer?.problem?.errors ?? []).filter(({ pointer }) => !(pointer.slice(1) in asking));
  const text = (name: 'from' | 'to' | 'limit') => ({
    label: t(name),
    description: t(`${name}Hint`),
    value: asking[name],
    error: problemOf(name),
    autoComplete: 'off',
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      setAsking((before) => ({ ...before, [name]: value })),
  });
  return (
    <form
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void start(requestFor());
      }}
    >
      <Stack gap="lg">
        <PurposeSelect {...purpose} />
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          <TextInput {...text('from')} placeholder={t('instant')} />
          <TextInput {...text('to')} placeholder={t('instant')} />
          <TextInput {...text('limit')} inputMode="numeric" />
        </SimpleGrid>
        <ColumnsSelect
          fields={port.fields}
          value={asking.columns}
          error={problemOf('columns')}
          onChange={(columns) => setAsking((before) => ({ ...before, columns }))}
        />
        <SendButton sending={sending} away={product.status === 'away'} />
        <AnswerView answer={answer} product={product.id} port={port.name} elsewhere={elsewhere}>
          {(body) => (
            <RowsTable
              page={body as DatasetPage}
              fields={port.fields}
              caption={t('rowsOf', { port: port.name })}
              busy={sending}
              onNext={(cursor) => void start(requestFor(cursor))}
            />
          )}
        </AnswerView>
        <CallAsCode request={requestFor()} />
      </Stack>
    </form>
  );
}
