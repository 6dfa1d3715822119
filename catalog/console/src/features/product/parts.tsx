import { useTranslation } from 'react-i18next';
import { productPage, type Product } from '../../api/product.js';
import type { ProductTab } from '../../app/feature.js';
import { PageParts } from '../../design/index.js';

/** The ways to the parts of a product's page. */
export function Parts({ product, tabs }: { product: Product; tabs: readonly ProductTab[] }) {
  const { t } = useTranslation('product');
  const parts = tabs.map(({ key, text }) => ({
    key,
    to: key === 'overview' ? productPage(product.id) : productPage(product.id, key),
    text: t(text),
  }));
  return <PageParts label={t('parts')} parts={parts} />;
}
