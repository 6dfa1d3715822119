import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Product } from '../../api/product.js';
import { EmptyState, Section } from '../../design/index.js';
import { LineageView } from './lineage-view.js';
import { lineagePage } from './links.js';
import { productNodes } from './product-nodes.js';

/** What a product's datasets, events and models were made from, and what was made from them. */
export function LineageTab({ product }: { product: Product }) {
  const { t } = useTranslation('lineage');
  const nodes = productNodes(product);
  const [chosen, choose] = useState(nodes[0]?.nodeId);
  if (chosen === undefined) return <EmptyState title={t('noNodes')} hint={t('noNodesHint')} />;
  return (
    <Section
      title={t('ofProduct')}
      aside={
        <Button variant="default" size="compact-sm" component={Link} to={lineagePage(chosen)}>
          {t('openWhole')}
        </Button>
      }
    >
      <NativeSelect
        label={t('beginAt')}
        maw={420}
        mb="md"
        value={chosen}
        onChange={({ currentTarget }) => choose(currentTarget.value)}
        data={nodes.map(({ nodeId, name, kind }) => ({
          value: nodeId,
          label: t('beginOption', { name, kind: t(`kinds.${kind}`) }),
        }))}
      />
      <LineageView node={chosen} />
    </Section>
  );
}
