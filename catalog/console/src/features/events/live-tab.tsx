import { useTranslation } from 'react-i18next';
import type { Product } from '../../api/product.js';
import { Section } from '../../design/index.js';
import { LiveOfProduct } from './live-of-product.js';

/** The events of a product as they happen, on its own page. */
export function LiveTab({ product }: { product: Product }) {
  const { t } = useTranslation('events');
  return (
    <Section title={t('title')}>
      <LiveOfProduct product={product} />
    </Section>
  );
}
