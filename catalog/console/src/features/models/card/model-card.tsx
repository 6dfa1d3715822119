import { Anchor, Group, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { productPage } from '../../../api/product.js';
import { useRead } from '../../../api/queries.js';
import { Facts, LoadingState, QueryView, Section, Sheet, When } from '../../../design/index.js';
import { Hash } from '../parts/hash.js';
import { Analyses, Part } from './analyses.js';
import { cardPath, type Card } from './card.js';
import { DeclaredWords } from './declared-words.js';
import { DownloadCard } from './download-card.js';
import { FigureTable } from './figures.js';

/** The card of a version: what was measured, from where it is stored, and what the owner says. */
export function ModelCard({
  model,
  version,
  showsGates = true,
}: {
  model: string;
  version: string;
  /** False on a page that shows the gates in more detail. */
  showsGates?: boolean;
}) {
  const { t } = useTranslation('card');
  const read = useRead<Card>(cardPath(model, version));
  return (
    <Section title={t('title', { version })} aside={read.isSuccess && <DownloadCard model={model} version={version} />}>
      <QueryView read={read} ask={false} loading={<LoadingState lines={6} />}>
        {(card) => (
          <Sheet>
            <CardDetails of={card} />
            <Part title={t('use')}>
              {card.intendedUse.purpose !== undefined && <Text mb="sm">{card.intendedUse.purpose}</Text>}
              <DeclaredWords of={card.intendedUse.words} />
            </Part>
            <Part title={t('limits')}>
              <Text mb="sm" maw={760}>
                {card.caveats.limitations}
              </Text>
              <DeclaredWords of={[...card.caveats.words, ...card.ethics.words]} />
            </Part>
            <Part title={t('training')}>
              <FigureTable caption={t('training')} figures={card.trainingData.figures} />
            </Part>
            <Analyses of={card.analyses} showsGates={showsGates} />
          </Sheet>
        )}
      </QueryView>
    </Section>
  );
}

function CardDetails({ of: { details, trainingData } }: { of: Card }) {
  const { t } = useTranslation('card');
  const { product, training } = details;
  const parameters = Object.entries(details.hyperparameters).map(([name, value]) => `${name}: ${String(value)}`);
  return (
    <>
      <DeclaredWords of={details.words} />
      <Facts
        of={[
          [
            t('product'),
            product && (
              <Group gap="sm">
                <Anchor component={Link} to={productPage(product)}>
                  {product}
                </Anchor>
              </Group>
            ),
          ],
          [t('aliases'), details.aliases.join(', ')],
          [t('author'), details.author],
          [t('asked'), training && `${training.requestedBy}: ${training.reason}`],
          [t('registered'), <When at={details.registeredAt} />],
          [t('commit'), <Hash of={details.commit} />],
          [t('snapshot'), <Hash of={trainingData.snapshot} />],
          [t('source'), trainingData.source],
          [t('parameters'), parameters.join('; ')],
        ]}
      />
    </>
  );
}
