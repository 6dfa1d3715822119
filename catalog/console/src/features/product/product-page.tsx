import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { productPath, type Product } from '../../api/product.js';
import { useRead } from '../../api/queries.js';
import { EmptyState, LoadingState, QueryView } from '../../design/index.js';
import { Parts } from './parts.js';
import { ProductHeading } from './product-heading.js';
import { tabsOf } from './tabs-of.js';

/** One product, a part of it at a time. */
export function ProductPage() {
  const { t } = useTranslation('product');
  const { id = '', tab = 'overview' } = useParams();
  const read = useRead<Product>(productPath(id));
  return (
    <>
      <ProductHeading id={id} product={read.data} />
      <QueryView
        read={read}
        loading={<LoadingState lines={6} />}
        missing={<EmptyState title={t('unknown')} hint={t('unknownHint')} />}
      >
        {(product) => {
          const tabs = tabsOf(product);
          const Content = (tabs.find(({ key }) => key === tab) ?? tabs[0])!.content;
          return (
            <>
              <Parts product={product} tabs={tabs} />
              <Suspense fallback={<LoadingState lines={6} />}>
                <Content key={product.id} product={product} />
              </Suspense>
            </>
          );
        }}
      </QueryView>
    </>
  );
}
