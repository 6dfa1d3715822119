import { Anchor, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead } from '../../api/queries.js';
import { EmptyState, QueryView, Section } from '../../design/index.js';
import type { FoundPage } from '../search/index.js';
import { Domains } from './domains.js';
import classes from './home.module.css';
import { ProductCard } from './product-card.js';

const SHOWN = 12;

/** The domains, and the products that are used most. */
export function WhatIsHere() {
  const { t } = useTranslation('home');
  const found = useRead<FoundPage>('/catalog/search', { query: { limit: SHOWN } });
  return (
    <Section
      title={t('here')}
      aside={
        <Anchor component={Link} to="/search" size="sm">
          {t('allProducts')}
        </Anchor>
      }
    >
      <QueryView read={found}>
        {({ results, facets, nextCursor }) =>
          results.length === 0 ? (
            <EmptyState title={t('noProducts')} hint={t('noProductsHint')} />
          ) : (
            <>
              <Domains domains={facets['domain'] ?? []} />
              <ul className={classes.cards}>
                {results.map((product) => (
                  <ProductCard key={product.id} product={product} />
                ))}
              </ul>
              {nextCursor !== undefined && (
                <Text size="sm" c="dimmed" mt="sm">
                  {t('andMore')}
                </Text>
              )}
            </>
          )
        }
      </QueryView>
    </Section>
  );
}
