import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { productPage, type Product } from '../../api/product.js';
import type { ProductTab } from '../../app/feature.js';
import classes from './product.module.css';

/** The ways to the parts of a product's page; each has an address of its own. */
export function Parts({ product, tabs }: { product: Product; tabs: readonly ProductTab[] }) {
  const { t } = useTranslation('product');
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    // On a phone the chosen part may be beyond the edge.
    list.current?.querySelector('[aria-current="page"]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });
  return (
    <nav aria-label={t('parts')} className={classes.parts}>
      <ul ref={list}>
        {tabs.map(({ key, text }) => (
          <li key={key}>
            <NavLink
              to={key === 'overview' ? productPage(product.id) : productPage(product.id, key)}
              end
              preventScrollReset
            >
              {t(text)}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
