import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { productPage, type Product } from '../../../api/product.js';
import { Section, Sheet } from '../../../design/index.js';

/** What the product reads from others. */
export function Inputs({ product }: { product: Product }) {
  const { t } = useTranslation('product');
  if (product.inputs.length === 0) return null;
  return (
    <Section title={t('inputs')}>
      <Sheet>
        {product.inputs.map(({ name, from }) => (
          <Text key={name} size="sm">
            <strong>{name}</strong> {t('from')} <Link to={productPage(productOf(from))}>{from}</Link>
          </Text>
        ))}
      </Sheet>
    </Section>
  );
}

/** The id of the product in `<domain>.<product>:<port>`. */
const productOf = (from: string): string => from.split(':', 1)[0]!;
