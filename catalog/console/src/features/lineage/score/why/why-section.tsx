import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useMe, type Me } from '../../../../api/me.js';
import { productPath, type Product } from '../../../../api/product.js';
import { useRead } from '../../../../api/queries.js';
import { LoadingState, QueryView, Section } from '../../../../design/index.js';
import { AGREEMENTS_PATH, type AgreementsPage } from '../../../access/index.js';
import { AskWhy } from './ask-why.js';
import { explainingPort, mayAsk, type ExplainingPort } from './explaining-port.js';
import { WhoMayAsk } from './who-may-ask.js';

const MOST_AGREEMENTS = 100;

/** Why a score was what it was, for those who may ask the product that answered it. */
export function WhySection({ scoreId, product: id }: { scoreId: string; product: string }) {
  const { t } = useTranslation('why');
  const read = useRead<Product>(productPath(id));
  const me = useMe();
  return (
    <Section title={t('title')}>
      <QueryView read={read} ask={false} missing={<Text>{t('noProduct', { product: id })}</Text>}>
        {(product) => {
          const by = explainingPort(product);
          if (by === undefined) return <Text>{t('noPort', { product: product.title })}</Text>;
          return me === undefined ? <LoadingState lines={2} /> : <Asking {...{ scoreId, product, by, me }} />;
        }}
      </QueryView>
    </Section>
  );
}

function Asking({ scoreId, product, by, me }: { scoreId: string; product: Product; by: ExplainingPort; me: Me }) {
  const isOpen = mayAsk(product, by.port, me);
  const agreed = useRead<AgreementsPage>(AGREEMENTS_PATH, {
    query: { role: 'asked', status: 'granted', product: product.id, limit: MOST_AGREEMENTS },
    when: !isOpen,
  });
  const asking = <AskWhy scoreId={scoreId} product={product} by={by} />;
  if (isOpen) return asking;
  return (
    <QueryView read={agreed} ask={false} loading={<LoadingState lines={2} />}>
      {({ agreements }) =>
        mayAsk(product, by.port, { ...me, agreements }) ? asking : <WhoMayAsk product={product} port={by.port} />
      }
    </QueryView>
  );
}
