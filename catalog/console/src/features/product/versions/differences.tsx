import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { productPath, type Product } from '../../../api/product.js';
import { useRead } from '../../../api/queries.js';
import { DataTable, EmptyState, Notice, QueryView, Tag, type Tone } from '../../../design/index.js';
import { Broken } from './broken.js';
import type { Comparison } from './compared.js';

const STEP_TONES: Readonly<Record<string, Tone>> = { major: 'bad', minor: 'info', patch: 'plain' };

/** What the later version changes, and whom that hurts. */
export function Differences({ product, from, to }: { product: Product; from: string; to: string }) {
  const { t } = useTranslation('product');
  const read = useRead<Comparison>(`${productPath(product.id)}/versions/compare`, {
    query: { from, to },
    when: from !== to,
  });
  if (from === to) return <EmptyState title={t('sameVersion')} />;
  return (
    <QueryView read={read}>
      {({ changes, verdict, breaks }) =>
        changes.length === 0 ? (
          <EmptyState title={t('noDifferences')} />
        ) : (
          <>
            {verdict?.deserves !== undefined && (
              <Text size="sm" mb="sm">
                {t('deserves')}{' '}
                <Tag tone={STEP_TONES[verdict.deserves] ?? 'plain'}>
                  {t(`steps.${verdict.deserves}`, { defaultValue: verdict.deserves })}
                </Tag>
              </Text>
            )}
            {verdict?.acceptable === false && (
              <Notice tone="bad">{t('tooSmall', { to, smallest: verdict.smallest })}</Notice>
            )}
            <DataTable
              caption={t('differences')}
              rows={changes}
              keyOf={({ document, path, kind }, index) => `${document} ${path} ${kind} ${index}`}
              columns={[
                {
                  key: 'where',
                  heading: t('where'),
                  head: true,
                  cell: ({ port, field, document }) => [port, field].filter(Boolean).join(' · ') || document,
                },
                { key: 'because', heading: t('whatChanged'), cell: ({ because }) => because },
                {
                  key: 'hurts',
                  heading: t('hurtsWord'),
                  cell: ({ hurts }) => (
                    <Tag tone={hurts === 'nobody' ? 'plain' : 'bad'}>
                      {t(`hurts.${hurts}`, { defaultValue: hurts })}
                    </Tag>
                  ),
                },
                {
                  key: 'step',
                  heading: t('step'),
                  cell: (change) => (
                    <Tag tone={STEP_TONES[change.deserves] ?? 'plain'}>
                      {t(`steps.${change.deserves}`, { defaultValue: change.deserves })}
                    </Tag>
                  ),
                },
              ]}
            />
            <Broken breaks={breaks} />
          </>
        )
      }
    </QueryView>
  );
}
