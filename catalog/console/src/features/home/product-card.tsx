import { Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { productPage, type ListedProduct } from '../../api/product.js';
import { LifecycleBadge, PresenceBadge, SensitivityBadge } from '../../design/index.js';
import classes from './home.module.css';

/** A product at a glance. */
export function ProductCard({ product }: { product: ListedProduct }) {
  const { t } = useTranslation('home');
  return (
    <li className={classes.card}>
      <Text size="xs" c="dimmed">
        {t('by', { domain: product.domain, version: product.version })}
      </Text>
      <Link to={productPage(product.id)}>{product.title}</Link>
      <Text size="sm" mt={4} mb="sm">
        {product.purpose}
      </Text>
      <Group gap={6}>
        <PresenceBadge status={product.status} />
        <LifecycleBadge lifecycle={product.lifecycle} />
        <SensitivityBadge sensitivity={product.sensitivity} />
      </Group>
    </li>
  );
}
