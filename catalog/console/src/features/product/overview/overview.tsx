import { Anchor, List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../api/product.js';
import { Facts, Section, shareText, Sheet, Tag, useDuration } from '../../../design/index.js';
import { Grants } from './grants.js';
import { Inputs } from './inputs.js';
import { Processing } from './processing.js';
import { Terms } from './terms.js';

/** What the product is for, who answers for it, what it promises, who may use it. */
export function Overview({ product }: { product: Product }) {
  const { t } = useTranslation('product');
  const duration = useDuration();
  const { owner } = product;
  return (
    <Stack gap={0}>
      <Section title={t('about')}>
        <Sheet>
          {!product.description.includes(product.purpose) && <Text mb="md">{product.description}</Text>}
          <Facts
            of={[
              [t('domain'), product.domain],
              [t('owner'), owner.team],
              [t('contact'), <Anchor href={`mailto:${owner.contact}`}>{owner.contact}</Anchor>],
              [t('urn'), product.urn],
              [t('address'), product.address],
              [
                t('tags'),
                product.tags.length > 0 && (
                  <span style={{ display: 'flex', gap: 6, flexWrap: 'wrap' }}>
                    {product.tags.map((tag) => (
                      <Tag key={tag}>{tag}</Tag>
                    ))}
                  </span>
                ),
              ],
            ]}
          />
        </Sheet>
      </Section>
      {product.limitations !== undefined && (
        <Section title={t('limitations')}>
          <Sheet>
            <Text>{product.limitations}</Text>
          </Sheet>
        </Section>
      )}
      <Section title={t('promises')}>
        <Sheet>
          <Facts
            of={Object.entries(product.promises).map(([name, value]) => [
              t(`promise.${name}`, { defaultValue: name }),
              name === 'availability' ? shareText(Number(value)) : duration(String(value)),
            ])}
          />
        </Sheet>
      </Section>
      <Grants product={product} />
      <Inputs product={product} />
      <Processing product={product} />
      <Terms terms={product.terms ?? []} />
      {product.models.length > 0 && (
        <Section title={t('models')}>
          <Sheet>
            <List size="sm">
              {product.models.map(({ name, features }) => (
                <List.Item key={name}>
                  <strong>{name}</strong>: {features.join(', ')}
                </List.Item>
              ))}
            </List>
          </Sheet>
        </Section>
      )}
    </Stack>
  );
}
