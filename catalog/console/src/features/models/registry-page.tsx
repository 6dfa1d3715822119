import { Group } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { productPage } from '../../api/product.js';
import { useRead } from '../../api/queries.js';
import { DataTable, EmptyState, PageHeader, QueryView, Section, Tag, When } from '../../design/index.js';
import { measureText } from '../../design/measure-text.js';
import { ALIASES, modelPage, versionPage, type ListedModel } from './model-version.js';
import { RunsTable } from './training/runs-table.js';

interface TrainableModels {
  readonly models: readonly { readonly model: string; readonly product: string }[];
}

/** Every model with the version that serves and how good it is. */
export function RegistryPage() {
  const { t } = useTranslation('models');
  const read = useRead<{ readonly models: readonly ListedModel[] }>('/models');
  const trainable = useRead<TrainableModels>('/training/models', { when: read.isSuccess });
  const products = new Map(trainable.data?.models.map(({ model, product }) => [model, product]));
  return (
    <>
      <PageHeader title={t('title')} lead={t('lead')} />
      <QueryView read={read} ask={false}>
        {({ models }) =>
          models.length === 0 ? (
            <EmptyState title={t('none')} hint={t('noneHint')} />
          ) : (
            <>
              <DataTable
                caption={t('caption')}
                rows={models}
                keyOf={({ model }) => model}
                columns={[
                  {
                    key: 'model',
                    heading: t('model'),
                    head: true,
                    cell: ({ model }) => <Link to={modelPage(model)}>{model}</Link>,
                  },
                  {
                    key: 'product',
                    heading: t('product'),
                    cell: ({ model }) => {
                      const product = products.get(model);
                      return product === undefined ? null : <Link to={productPage(product)}>{product}</Link>;
                    },
                  },
                  { key: 'rocAuc', heading: t('measures.rocAuc'), cell: ({ rocAuc }) => rocAuc && measureText(rocAuc) },
                  ...(models.some(({ devianceExplained }) => devianceExplained !== undefined)
                    ? [
                        {
                          key: 'devianceExplained',
                          heading: t('measures.devianceExplained'),
                          cell: ({ devianceExplained }: ListedModel) =>
                            devianceExplained && measureText(devianceExplained),
                        },
                      ]
                    : []),
                  { key: 'aliases', heading: t('serving'), cell: (model) => <Aliases of={model} /> },
                  { key: 'versions', heading: t('versions'), numeric: true, cell: ({ versions }) => versions },
                  {
                    key: 'updatedAt',
                    heading: t('newest'),
                    cell: ({ updatedAt }) => updatedAt && <When at={updatedAt} />,
                  },
                ]}
              />
              <Section title={t('runs.recent')}>
                <RunsTable limit={10} />
              </Section>
            </>
          )
        }
      </QueryView>
    </>
  );
}

function Aliases({ of: { model, aliases } }: { of: ListedModel }) {
  const { t } = useTranslation('models');
  return (
    <Group gap={6}>
      {ALIASES.map((alias) => {
        const version = aliases[alias];
        if (version === undefined) return null;
        return (
          <span key={alias}>
            <Tag tone={alias === 'champion' ? 'good' : 'info'}>{t(`aliases.${alias}`)}</Tag>{' '}
            <Link to={versionPage(model, version)}>{version}</Link>
          </span>
        );
      })}
    </Group>
  );
}
