import { Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { productPage, productPath, type Product } from '../../../api/product.js';
import { useRead } from '../../../api/queries.js';
import { countText, DataTable, EmptyState, LoadingState, QueryView, Section, When } from '../../../design/index.js';
import type { ConsumersAnswer } from './consumers-answer.js';

/** Who relies on the product: as they declare, as it was agreed, as they do. */
export function Consumers({ product }: { product: Product }) {
  const { t } = useTranslation(['product', 'try-it']);
  const read = useRead<ConsumersAnswer>(`${productPath(product.id)}/consumers`);
  return (
    <QueryView
      read={read}
      loading={<LoadingState lines={6} />}
      missing={<EmptyState title={t('noConsumersKnown')} hint={t('noConsumersKnownHint')} />}
    >
      {({ declared, agreements, callers, days, identities }) => (
        <Stack gap={0}>
          <Section title={t('declaredConsumers')}>
            {declared.length === 0 ? (
              <EmptyState title={t('noDeclared')} />
            ) : (
              <DataTable
                caption={t('declaredConsumers')}
                rows={declared}
                keyOf={(one) => `${one.product} ${one.input}`}
                columns={[
                  {
                    key: 'product',
                    heading: t('productWord'),
                    head: true,
                    cell: (one) => <Link to={productPage(one.product)}>{one.title}</Link>,
                  },
                  { key: 'port', heading: t('port'), cell: (one) => one.port },
                  { key: 'input', heading: t('input'), cell: (one) => one.input },
                ]}
              />
            )}
          </Section>
          <Section title={t('agreements')}>
            {agreements.length === 0 ? (
              <EmptyState title={t('noAgreements')} />
            ) : (
              <DataTable
                caption={t('agreements')}
                rows={agreements}
                keyOf={({ id }) => id}
                columns={[
                  ...(identities
                    ? [
                        {
                          key: 'who',
                          heading: t('consumer'),
                          cell: ({ consumer }: ConsumersAnswer['agreements'][number]) => consumer,
                        },
                      ]
                    : []),
                  { key: 'port', heading: t('port'), cell: ({ port }) => port },
                  {
                    key: 'purpose',
                    heading: t('purpose'),
                    cell: ({ purpose }) => t(`try-it:purposes.${purpose}`, { defaultValue: purpose }),
                  },
                  { key: 'until', heading: t('until'), cell: ({ until }) => <When at={until} /> },
                ]}
              />
            )}
          </Section>
          <Section title={t('callers', { days })}>
            {callers.length === 0 ? (
              <EmptyState title={t('noCallers')} />
            ) : (
              <>
                <DataTable
                  caption={t('callers', { days })}
                  rows={callers}
                  keyOf={({ port }) => port}
                  columns={[
                    { key: 'port', heading: t('port'), head: true, cell: ({ port }) => port },
                    { key: 'callers', heading: t('callersWord'), numeric: true, cell: (one) => countText(one.callers) },
                    { key: 'calls', heading: t('calls'), numeric: true, cell: ({ calls }) => countText(calls) },
                    { key: 'last', heading: t('lastUsed'), cell: ({ lastUsedAt }) => <When at={lastUsedAt} /> },
                    ...(identities
                      ? [
                          {
                            key: 'who',
                            heading: t('who'),
                            cell: ({ who = [] }: ConsumersAnswer['callers'][number]) =>
                              who.map(({ caller }) => caller).join(', '),
                          },
                        ]
                      : []),
                  ]}
                />
                {!identities && (
                  <Text size="sm" c="dimmed" mt="xs">
                    {t('identitiesHidden')}
                  </Text>
                )}
              </>
            )}
          </Section>
        </Stack>
      )}
    </QueryView>
  );
}
