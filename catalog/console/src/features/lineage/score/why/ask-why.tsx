import { Button, Group, Stack, Text, VisuallyHidden } from '@mantine/core';
import { IconHelpCircle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Product } from '../../../../api/product.js';
import { PurposeSelect, usePurpose, useSending } from '../../../try-it/index.js';
import type { ExplainingPort } from './explaining-port.js';
import { WhyAnswer } from './why-answer.js';

const ICON = 16;

/** Asks the product why with the reader's own token; what it answers lives in this page alone and ends with it. */
export function AskWhy({ scoreId, product, by }: { scoreId: string; product: Product; by: ExplainingPort }) {
  const { t } = useTranslation('why');
  const { port, takes } = by;
  const purpose = usePurpose(product, port);
  const { sending, answer, start } = useSending();
  const ask = () =>
    void start({
      method: port.method ?? 'POST',
      url: port.url ?? port.path ?? '',
      purpose: purpose.purpose,
      body: { [takes]: scoreId },
    });
  return (
    <Stack gap="md">
      <Text maw={760}>{t('lead')}</Text>
      <Group align="flex-end" gap="md">
        <PurposeSelect {...purpose} />
        <Button loading={sending} onClick={ask} leftSection={<IconHelpCircle size={ICON} aria-hidden />}>
          {t('ask')}
        </Button>
      </Group>
      {product.status === 'away' && <Text size="sm">{t('try-it:away')}</Text>}
      <VisuallyHidden role="status">
        {answer === undefined ? '' : t(answer.problem === undefined ? 'isAnswered' : 'isNotAnswered')}
      </VisuallyHidden>
      {answer !== undefined && <WhyAnswer answer={answer} product={product} port={port} onRetry={ask} />}
    </Stack>
  );
}
