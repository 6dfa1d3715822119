import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { withQuery } from '../../api/http.js';
import type { FacetValue } from '../search/index.js';
import classes from './home.module.css';

/** The domains with how many products each has. */
export function Domains({ domains }: { domains: readonly FacetValue[] }) {
  const { t } = useTranslation('home');
  return (
    <ul className={classes.domains} aria-label={t('domains')}>
      {domains.map(({ value, count }) => (
        <li key={value}>
          <Link to={withQuery('/search', { domain: value })}>
            {value}
            <span aria-hidden>{count}</span>
            <VisuallyHidden>{t('products', { count })}</VisuallyHidden>
          </Link>
        </li>
      ))}
    </ul>
  );
}
