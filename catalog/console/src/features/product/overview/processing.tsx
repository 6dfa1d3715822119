import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../api/product.js';
import { Section, Sheet } from '../../../design/index.js';

/** What the platform makes of the product's events as they come, and the topic that it goes to. */
export function Processing({ product }: { product: Product }) {
  const { t } = useTranslation('product');
  if (product.processing === undefined || product.processing.length === 0) return null;
  return (
    <Section title={t('processing')}>
      <Sheet>
        {product.processing.map(({ name, gives, summary }) => (
          <Text key={name} size="sm">
            <strong>{name}</strong> {summary}; {t('publishesTo')} <code>{gives}</code>
          </Text>
        ))}
      </Sheet>
    </Section>
  );
}
