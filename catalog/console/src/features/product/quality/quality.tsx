import { SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { productPath, type Product } from '../../../api/product.js';
import { useRead } from '../../../api/queries.js';
import { EmptyState, LoadingState, QueryView, Section } from '../../../design/index.js';
import { USUAL_WINDOW, type ProductMeasures } from './measures.js';
import { PortsMeasured } from './ports-measured.js';
import { PromisesKept } from './promises-kept.js';
import { RulesChecked } from './rules-checked.js';

const EVERY_MS = 15_000;

/** What the product promises beside what was measured. */
export function Quality({ product }: { product: Product }) {
  const { t } = useTranslation('product');
  const [window, setWindow] = useState(USUAL_WINDOW);
  const read = useRead<ProductMeasures>(`${productPath(product.id)}/measures`, { everyMs: EVERY_MS });
  return (
    <QueryView
      read={read}
      loading={<LoadingState lines={6} />}
      missing={<EmptyState title={t('unmeasured')} hint={t('unmeasuredHint')} />}
    >
      {({ promises, ports }) => (
        <Stack gap={0}>
          <Section
            title={t('promisesMeasured')}
            aside={
              <SegmentedControl
                size="xs"
                aria-label={t('window')}
                value={window}
                onChange={setWindow}
                data={promises.map((one) => ({
                  value: one.window,
                  label: t(`windows.${one.window}`, { defaultValue: one.window }),
                }))}
              />
            }
          >
            <PromisesKept promises={promises.find((one) => one.window === window)?.judged ?? []} />
          </Section>
          <PortsMeasured ports={ports} window={window} />
          <RulesChecked ports={ports} />
        </Stack>
      )}
    </QueryView>
  );
}
