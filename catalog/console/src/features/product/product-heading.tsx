import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Product } from '../../api/product.js';
import {
  accessRequestPath,
  LifecycleBadge,
  PageHeader,
  PresenceBadge,
  SensitivityBadge,
  Tag,
} from '../../design/index.js';
import { ProductNotices } from './product-notices.js';

/** What the product is, how it stands, and the way to ask for it; its id alone while nothing else is known. */
export function ProductHeading({ id, product }: { id: string; product: Product | undefined }) {
  const { t } = useTranslation('product');
  const ask = (
    <Button variant="default" component={Link} to={accessRequestPath({ product: id })}>
      {t('ask')}
    </Button>
  );
  return (
    <>
      <PageHeader title={product?.title ?? id} lead={product?.purpose} aside={product && ask} />
      {product !== undefined && (
        <>
          <Group gap={8} mb="md" mt={-8}>
            <Tag>{product.id}</Tag>
            <Tag>{t('version', { version: product.version })}</Tag>
            <PresenceBadge status={product.status} />
            <LifecycleBadge lifecycle={product.lifecycle} />
            <SensitivityBadge sensitivity={product.sensitivity} />
          </Group>
          <ProductNotices product={product} />
        </>
      )}
    </>
  );
}
