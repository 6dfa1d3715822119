import { NativeSelect, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { Product } from '../../api/product.js';
import { Section } from '../../design/index.js';
import { TryDataset } from './try-dataset.js';
import { TryRest } from './try-rest.js';

/** Calls a port of the product as the reader, with a form made of its contract. */
export function TryIt({ product }: { product: Product }) {
  const { t } = useTranslation('try-it');
  const [asked, ask] = useSearchParams();
  const ports = product.ports.filter(({ kind }) => kind === 'rest' || kind === 'dataset');
  const port = ports.find(({ name }) => name === asked.get('port')) ?? ports[0];
  if (port === undefined) return null;
  const Form = port.kind === 'rest' ? TryRest : TryDataset;
  return (
    <Section title={t('title')}>
      <Stack gap="lg">
        <NativeSelect
          label={t('port')}
          description={port.summary}
          maw={420}
          value={port.name}
          onChange={({ currentTarget }) =>
            ask({ port: currentTarget.value }, { replace: true, preventScrollReset: true })
          }
          data={ports.map(({ name, kind }) => ({ value: name, label: t(`portOption.${kind}`, { name }) }))}
        />
        <Form key={port.name} product={product} port={port} />
      </Stack>
    </Section>
  );
}
