import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { productPage, type Deprecation } from '../../api/product.js';
import { Notice, When } from '../../design/index.js';

/** Says that something will end, when, and what to use instead. */
export function DeprecationNotice({ of, deprecation }: { of: string; deprecation: Deprecation }) {
  const { t } = useTranslation('product');
  const { since, sunset, replacement } = deprecation;
  return (
    <Notice>
      {t('deprecated', { of, since })} <When at={sunset} dateOnly />. {t('instead')}{' '}
      {replacement.includes('.') ? (
        <Link to={productPage(replacement)}>{replacement}</Link>
      ) : (
        <strong>{replacement}</strong>
      )}
    </Notice>
  );
}
