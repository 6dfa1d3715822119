import { Stack } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { parse } from 'yaml';
import { productPath, type Product } from '../../../api/product.js';
import { useReadText } from '../../../api/queries.js';
import { EmptyState, LoadingState, QueryView } from '../../../design/index.js';
import { ContractBody } from './contract-body.js';
import { Documents } from './documents.js';
import type { OpenDataContract } from './odcs.js';

/** Every published document to take along, and the data contract to read. */
export function Contract({ product }: { product: Product }) {
  const { t } = useTranslation('product');
  const contract = useReadText(`${productPath(product.id)}/documents/contract.odcs.yaml`);
  return (
    <Stack gap={0}>
      <Documents product={product} />
      <QueryView
        read={contract}
        loading={<LoadingState lines={8} />}
        missing={
          <div style={{ marginTop: 32 }}>
            <EmptyState title={t('noContract')} hint={t('noContractHint')} />
          </div>
        }
      >
        {(text) => <ContractBody contract={parse(text) as OpenDataContract} text={text} />}
      </QueryView>
    </Stack>
  );
}
