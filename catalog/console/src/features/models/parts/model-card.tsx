import { Anchor, List, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { productPage, productPath, type Product } from '../../../api/product.js';
import { useRead, useReadText } from '../../../api/queries.js';
import { LoadingState, Section, Sheet } from '../../../design/index.js';
import { cardBlocks, type CardBlock } from './card-blocks.js';

/** The card of a model, found through the product that announced it; nothing where there is none. */
export function ModelCard({ model }: { model: string }) {
  const trainable = useRead<{ readonly models: readonly { readonly model: string; readonly product: string }[] }>(
    '/training/models',
  );
  const id = trainable.data?.models.find((announced) => announced.model === model)?.product;
  const product = useRead<Product>(productPath(id ?? ''), { when: id !== undefined });
  const card = product.data?.models.find(({ name }) => name === model)?.card;
  return id === undefined || card === undefined ? null : <CardText product={id} card={card} />;
}

/** The text of a card, as its product publishes it. */
export function CardText({ product, card }: { product: string; card: string }) {
  const { t } = useTranslation('models');
  const read = useReadText(`${productPath(product)}/documents/${encodeURIComponent(card)}`);
  return (
    <Section
      title={t('card.title')}
      aside={
        <Anchor component={Link} size="sm" to={productPage(product)}>
          {t('card.product')}
        </Anchor>
      }
    >
      <Sheet>
        {read.data !== undefined && cardBlocks(read.data).map((block, place) => <Block key={place} block={block} />)}
        {read.isPending && <LoadingState lines={3} />}
        {read.isError && <Text c="dimmed">{t('card.missing')}</Text>}
      </Sheet>
    </Section>
  );
}

function Block({ block: { kind, texts } }: { block: CardBlock }) {
  const said = texts.map((spans, place) => (
    <span key={place}>
      {spans.map(({ text, strong }, at) => (strong ? <strong key={at}>{text}</strong> : <span key={at}>{text}</span>))}
    </span>
  ));
  if (kind === 'list') {
    return (
      <List mb="sm" maw={760}>
        {said.map((item, place) => (
          <List.Item key={place}>{item}</List.Item>
        ))}
      </List>
    );
  }
  return (
    <Text
      mb="sm"
      maw={760}
      fw={kind === 'heading' ? 650 : undefined}
      component={kind === 'heading' ? 'h3' : 'p'}
      mt={0}
    >
      {said}
    </Text>
  );
}
