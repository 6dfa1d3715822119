import { Group, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { productPath, type Product } from '../../../api/product.js';
import { useRead } from '../../../api/queries.js';
import { CodeBlock, EmptyState, KindBadge, QueryView, Section, Tag } from '../../../design/index.js';
import classes from '../product.module.css';

interface SampledPort {
  readonly name: string;
  readonly kind: string;
  readonly direction?: string;
  readonly samples: readonly unknown[];
  readonly answers?: readonly unknown[];
}

interface SamplesAnswer {
  readonly synthetic?: boolean;
  readonly ports: readonly SampledPort[];
}

/** Documents as they might be, of every port. */
export function Samples({ product }: { product: Product }) {
  const { t } = useTranslation('product');
  const read = useRead<SamplesAnswer>(`${productPath(product.id)}/samples`);
  const none = <EmptyState title={t('noSamples')} hint={t('noSamplesHint')} />;
  return (
    <Section title={t('tabs.samples')}>
      <QueryView read={read} missing={none}>
        {({ synthetic, ports }) =>
          ports.length === 0 ? (
            none
          ) : (
            <>
              {synthetic === true && (
                <Text size="sm" c="dimmed" mb="md">
                  {t('synthetic')}
                </Text>
              )}
              <ul className={classes.list}>
                {ports.map((port) => (
                  <SampledPortView key={port.name} port={port} />
                ))}
              </ul>
            </>
          )
        }
      </QueryView>
    </Section>
  );
}

function SampledPortView({ port: { name, kind, direction, samples, answers = [] } }: { port: SampledPort }) {
  const { t } = useTranslation('product');
  return (
    <li>
      <Group gap="sm" mb="xs">
        <Title order={3} size="h5">
          {name}
        </Title>
        <KindBadge kind={kind} />
        {direction !== undefined && <Tag>{t(`direction.${direction}`, { defaultValue: direction })}</Tag>}
      </Group>
      <CodeBlock label={t('samplesOf', { port: name })} text={lines(samples)} maxHeight={320} />
      {answers.length > 0 && (
        <div style={{ marginTop: 8 }}>
          <CodeBlock label={t('answersOf', { port: name })} text={lines(answers)} maxHeight={320} />
        </div>
      )}
    </li>
  );
}

const lines = (documents: readonly unknown[]): string => JSON.stringify(documents, undefined, 2);
