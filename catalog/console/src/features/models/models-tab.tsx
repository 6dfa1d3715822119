import { Button, Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Product } from '../../api/product.js';
import { useRead } from '../../api/queries.js';
import { EmptyState, QueryView, Section } from '../../design/index.js';
import { ModelCard } from './card/model-card.js';
import { HistoryChart } from './charts/history-chart.js';
import { modelPage, modelPath, type Model } from './model-version.js';
import { VersionsTable } from './versions/versions-table.js';

/** The models of a product: their versions, how they did over time, and their cards. */
export function ModelsTab({ product }: { product: Product }) {
  return (
    <>
      {product.models.map(({ name }) => (
        <ModelOfProduct key={name} name={name} />
      ))}
    </>
  );
}

function ModelOfProduct({ name }: { name: string }) {
  const { t } = useTranslation('models');
  const read = useRead<Model>(modelPath(name));
  return (
    <Section
      title={name}
      aside={
        <Group gap="sm">
          <Button size="compact-sm" variant="default" component={Link} to={modelPage(name)}>
            {t('open')}
          </Button>
        </Group>
      }
    >
      <QueryView read={read} ask={false} missing={<EmptyState title={t('notTrained')} hint={t('notTrainedHint')} />}>
        {(model) => (
          <>
            <VersionsTable model={model} />
            <Section title={t('charts.history')}>
              <HistoryChart versions={model.versions} />
            </Section>
            {model.aliases.champion !== undefined && <ModelCard model={name} version={model.aliases.champion} />}
          </>
        )}
      </QueryView>
    </Section>
  );
}
