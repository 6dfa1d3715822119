import { Button, Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { productPage } from '../../api/product.js';
import { useReadPages } from '../../api/queries.js';
import { DataTable, EmptyState, Facts, PageHeader, QueryView, Section, Sheet } from '../../design/index.js';
import type { UsedTerm } from './listed-term.js';

/** One word: its meaning, its codes, and where it is used. */
export function TermPage() {
  const { t } = useTranslation('glossary');
  const { term: id = '' } = useParams();
  const read = useReadPages<UsedTerm>(`/catalog/glossary/${encodeURIComponent(id)}`);
  const term = read.data?.pages[0];
  return (
    <>
      <PageHeader title={term?.title ?? id} lead={term?.definition} />
      <QueryView read={read} missing={<EmptyState title={t('unknown')} hint={t('unknownHint')} />}>
        {({ pages }) => (
          <Stack gap={0}>
            <Sheet>
              <Facts
                of={[
                  [t('synonyms'), term?.synonyms.join(', ')],
                  [t('codes'), term?.codes.map(({ system, code }) => `${system} ${code}`).join(', ')],
                ]}
              />
            </Sheet>
            <Section title={t('uses')}>
              <DataTable
                caption={t('uses')}
                rows={pages.flatMap(({ uses }) => uses)}
                keyOf={({ product }) => product}
                columns={[
                  {
                    key: 'product',
                    heading: t('product'),
                    head: true,
                    cell: ({ product, title }) => <Link to={productPage(product)}>{title}</Link>,
                  },
                  {
                    key: 'fields',
                    heading: t('fields'),
                    cell: ({ fields }) => fields.map(({ port, field }) => `${port} · ${field}`).join(', '),
                  },
                ]}
              />
              {read.hasNextPage && (
                <Button mt="sm" variant="default" onClick={() => void read.fetchNextPage()}>
                  {t('more')}
                </Button>
              )}
            </Section>
          </Stack>
        )}
      </QueryView>
    </>
  );
}
