import { Anchor } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { productPath, type Product } from '../../../api/product.js';
import { useRead } from '../../../api/queries.js';
import { DataTable, EmptyState, QueryView, Section } from '../../../design/index.js';

interface ListedDocument {
  readonly name: string;
  readonly mediaType: string;
  readonly sha256?: string;
}

const HASH_SHOWN = 12;

/** Where the catalog gives out a document. */
const documentPath = (id: string, name: string): string =>
  `${productPath(id)}/documents/${name.split('/').map(encodeURIComponent).join('/')}`;

/** The published documents, each to be downloaded. */
export function Documents({ product }: { product: Product }) {
  const { t } = useTranslation('product');
  const read = useRead<{ documents: readonly ListedDocument[] }>(`${productPath(product.id)}/documents`);
  return (
    <Section title={t('documents')}>
      <QueryView read={read} missing={<EmptyState title={t('noDocuments')} hint={t('noDocumentsHint')} />}>
        {({ documents }) =>
          documents.length === 0 ? (
            <EmptyState title={t('noDocuments')} hint={t('noDocumentsHint')} />
          ) : (
            <DataTable
              caption={t('documents')}
              rows={documents}
              keyOf={({ name }) => name}
              columns={[
                {
                  key: 'name',
                  heading: t('document'),
                  head: true,
                  cell: ({ name }) => (
                    <Anchor href={documentPath(product.id, name)} download={fileName(product, name)} size="sm">
                      <IconDownload size={14} aria-hidden style={{ verticalAlign: '-2px' }} /> {name}
                    </Anchor>
                  ),
                },
                {
                  key: 'what',
                  heading: t('what'),
                  cell: ({ name }) => t(`documentKinds.${kindOf(name)}`, { defaultValue: t('documentKinds.other') }),
                },
                { key: 'type', heading: t('mediaType'), cell: ({ mediaType }) => mediaType },
                { key: 'hash', heading: t('sha256'), cell: ({ sha256 }) => sha256?.slice(0, HASH_SHOWN) },
              ]}
            />
          )
        }
      </QueryView>
    </Section>
  );
}

/** `heart-disease-risk-1.0.0-openapi.json` */
const fileName = ({ name, version }: Product, document: string): string =>
  `${name}-${version}-${document.replaceAll('/', '-')}`;

function kindOf(name: string): string {
  if (name.startsWith('schemas/')) return 'schema';
  const parts = name.split('.');
  // `contract.odcs.yaml`, `<model>.card.md`, `openapi.json`
  return parts.length > 2 ? parts.at(-2)! : parts[0]!;
}
