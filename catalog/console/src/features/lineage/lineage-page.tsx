import { Button, Group, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Navigate, useSearchParams } from 'react-router';
import { productPage } from '../../api/product.js';
import { PageHeader, Section } from '../../design/index.js';
import { fromLocalText, toLocalText } from './as-of.js';
import { LineageView } from './lineage-view.js';
import { scorePage } from './links.js';
import { NodeSearch } from './node-search.js';
import { ScoreSearch } from './score-search.js';

/** What was made from what: begins at the node that the address names, or lets the reader choose one. */
export function LineagePage() {
  const { t } = useTranslation('lineage');
  const [query, setQuery] = useSearchParams();
  const node = query.get('node') ?? '';
  const asOf = query.get('asOf') ?? undefined;
  const change = (name: string, value: string | undefined) =>
    setQuery(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === undefined) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  if (node.startsWith('score:')) return <Navigate replace to={scorePage(node.slice('score:'.length))} />;
  if (node.startsWith('product:'))
    return <Navigate replace to={productPage(node.slice('product:'.length), 'lineage')} />;
  return (
    <>
      <PageHeader title={node === '' ? t('title') : titleOf(node)} lead={t(node === '' ? 'lead' : 'leadOfNode')} />
      <Group align="flex-end" gap="sm" mb="lg">
        <TextInput
          type="datetime-local"
          label={t('asOf')}
          description={t('asOfHint')}
          value={toLocalText(asOf)}
          max={toLocalText(new Date().toISOString())}
          onChange={({ currentTarget }) => change('asOf', fromLocalText(currentTarget.value))}
        />
        {asOf !== undefined && (
          <Button variant="default" onClick={() => change('asOf', undefined)}>
            {t('now')}
          </Button>
        )}
        {node !== '' && (
          <Button variant="default" onClick={() => change('node', undefined)}>
            {t('other')}
          </Button>
        )}
      </Group>
      {node === '' ? (
        <>
          <Section title={t('search.title')}>
            <NodeSearch asOf={asOf} />
          </Section>
          <Section title={t('scoreSearch.title')}>
            <ScoreSearch />
          </Section>
        </>
      ) : (
        <LineageView node={node} asOf={asOf} />
      )}
    </>
  );
}

/** The name in a node id, without its kind and namespace: namespaces of the mesh hold one colon, others are shown whole. */
const titleOf = (node: string): string => /^(?:dataset|job):mesh:\/\/[a-z0-9-]+:(.+)$/.exec(node)?.[1] ?? node;
