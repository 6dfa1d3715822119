import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { productPath, type ListedProduct, type Product } from '../../api/product.js';
import { useRead } from '../../api/queries.js';
import { EmptyState, LoadingState, PageHeader, QueryView } from '../../design/index.js';
import { LiveOfProduct } from './live-of-product.js';

const LIMIT = 100;

/** Watches events as they happen: of a product that the reader chooses. */
export function LivePage() {
  const { t } = useTranslation('events');
  const [query, setQuery] = useSearchParams();
  const read = useRead<{ readonly products: readonly ListedProduct[] }>('/catalog/products', {
    query: { limit: LIMIT },
  });
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <QueryView read={read}>
        {({ products }) => {
          const withEvents = products.filter(({ ports }) => ports.some(({ kind }) => kind === 'event'));
          const chosen = query.get('product') ?? withEvents[0]?.id;
          if (chosen === undefined) return <EmptyState title={t('none')} hint={t('noneHint')} />;
          const others = withEvents.some(({ id }) => id === chosen) ? [] : [{ id: chosen, title: chosen }];
          return (
            <>
              <NativeSelect
                label={t('product')}
                maw={480}
                mb="md"
                value={chosen}
                onChange={({ currentTarget }) => setQuery({ product: currentTarget.value }, { replace: true })}
                data={[...withEvents, ...others].map(({ id, title }) => ({
                  value: id,
                  label: t('productOption', { id, title }),
                }))}
              />
              <Chosen key={chosen} id={chosen} />
            </>
          );
        }}
      </QueryView>
    </>
  );
}

function Chosen({ id }: { id: string }) {
  const { t } = useTranslation('events');
  const read = useRead<Product>(productPath(id));
  return (
    <QueryView read={read} loading={<LoadingState lines={4} />} missing={<EmptyState title={t('unknown')} />}>
      {(product) => <LiveOfProduct product={product} />}
    </QueryView>
  );
}
