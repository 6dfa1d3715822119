import { Button, Group, NativeSelect, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { productPath, type Product } from '../../../api/product.js';
import { useReadPages } from '../../../api/queries.js';
import { DataTable, EmptyState, LoadingState, QueryView, Section, Tag, When } from '../../../design/index.js';
import type { VersionsPage } from './compared.js';
import { Differences } from './differences.js';

/** The versions of the product, and what lies between two of them. */
export function Versions({ product }: { product: Product }) {
  const { t } = useTranslation('product');
  const read = useReadPages<VersionsPage>(`${productPath(product.id)}/versions`);
  const [chosen, choose] = useState<{ from?: string; to?: string }>({});
  return (
    <QueryView read={read} loading={<LoadingState lines={4} />} missing={<EmptyState title={t('noVersions')} />}>
      {({ pages }) => {
        const versions = pages.flatMap((page) => page.versions);
        const names = versions.map(({ version }) => version);
        const to = chosen.to ?? versions.find(({ current }) => current)?.version ?? names[0];
        const from = chosen.from ?? names.find((version) => version !== to);
        return (
          <Stack gap={0}>
            <Section title={t('tabs.versions')}>
              <DataTable
                caption={t('tabs.versions')}
                rows={versions}
                keyOf={({ version }) => version}
                columns={[
                  {
                    key: 'version',
                    heading: t('versionWord'),
                    head: true,
                    cell: ({ version, current }) => (
                      <>
                        {version} {current && <Tag tone="good">{t('current')}</Tag>}
                      </>
                    ),
                  },
                  { key: 'first', heading: t('firstSeen'), cell: ({ firstSeenAt }) => <When at={firstSeenAt} /> },
                  {
                    key: 'replaced',
                    heading: t('replaced'),
                    cell: ({ replacedAt }) => replacedAt && <When at={replacedAt} />,
                  },
                  { key: 'documents', heading: t('documents'), numeric: true, cell: ({ documents }) => documents },
                ]}
              />
              {read.hasNextPage && (
                <Button mt="sm" variant="default" size="compact-sm" onClick={() => void read.fetchNextPage()}>
                  {t('moreVersions')}
                </Button>
              )}
            </Section>
            <Section title={t('differences')}>
              {from === undefined || to === undefined ? (
                <EmptyState title={t('oneVersion')} hint={t('oneVersionHint')} />
              ) : (
                <>
                  <Group mb="md" align="flex-end">
                    <NativeSelect
                      label={t('fromVersion')}
                      data={names}
                      value={from}
                      onChange={({ currentTarget }) => choose({ to, from: currentTarget.value })}
                    />
                    <NativeSelect
                      label={t('toVersion')}
                      data={names}
                      value={to}
                      onChange={({ currentTarget }) => choose({ from, to: currentTarget.value })}
                    />
                  </Group>
                  <Differences product={product} from={from} to={to} />
                </>
              )}
            </Section>
          </Stack>
        );
      }}
    </QueryView>
  );
}
