import { useTranslation } from 'react-i18next';
import type { Product } from '../../../api/product.js';
import { EmptyState, Section } from '../../../design/index.js';
import classes from '../product.module.css';
import { InputSheet } from './input-sheet.js';
import { PortSheet } from './port-sheet.js';

/** The ways to reach the product. */
export function Ports({ product }: { product: Product }) {
  const { t } = useTranslation('product');
  const { accepts = [] } = product;
  return (
    <Section title={t('ports')}>
      {product.ports.length === 0 && accepts.length === 0 ? (
        <EmptyState title={t('noPorts')} />
      ) : (
        <ul className={classes.list}>
          {accepts.map((input) => (
            <InputSheet key={input.name} product={product} input={input} />
          ))}
          {product.ports.map((port) => (
            <PortSheet key={port.name} product={product} port={port} />
          ))}
        </ul>
      )}
    </Section>
  );
}
