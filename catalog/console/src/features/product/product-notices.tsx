import { useTranslation } from 'react-i18next';
import type { Product } from '../../api/product.js';
import { Notice, When } from '../../design/index.js';
import { DeprecationNotice } from './deprecation-notice.js';

/** What a reader must know before relying on the product: its end, its absence. */
export function ProductNotices({ product }: { product: Product }) {
  const { t } = useTranslation('product');
  return (
    <>
      {product.deprecation !== undefined && (
        <DeprecationNotice of={t('thisProduct')} deprecation={product.deprecation} />
      )}
      {product.lifecycle === 'retired' && <Notice>{t('retired')}</Notice>}
      {product.status === 'away' && (
        <Notice>
          {t('away')} <When at={product.lastSeenAt} />
        </Notice>
      )}
    </>
  );
}
