import { Code, Group, List, Stack, Text, Title, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { CodeBlock, Facts, ProblemState, Sheet, Tag } from '../../design/index.js';
import { scorePage } from '../lineage/index.js';
import { addedFacts, type AddedFact } from './request/added-facts.js';
import type { TryAnswer } from './request/send.js';

/** What came back: status, time, and the document or what is wrong. */
export function AnswerView({
  answer,
  product,
  port,
  elsewhere = [],
  children,
}: {
  answer: TryAnswer | undefined;
  product: string;
  port: string;
  /** Errors that belong to no field of the form. */
  elsewhere?: readonly { readonly pointer: string; readonly message: string }[];
  /** Shows the document in another way than as JSON. */
  children?: (body: unknown) => ReactNode;
}) {
  const { t } = useTranslation('try-it');
  const told =
    answer && t('answered', { status: answer.status || t('none'), milliseconds: Math.round(answer.milliseconds) });
  return (
    <>
      <VisuallyHidden role="status">{told ?? ''}</VisuallyHidden>
      {answer !== undefined && (
        <Stack gap="sm">
          <Group gap="sm">
            <Title order={3} size="h5">
              {t('answer')}
            </Title>
            <Tag tone={answer.problem === undefined ? 'good' : 'bad'}>{answer.status || t('none')}</Tag>
            <Text size="sm">{t('milliseconds', { milliseconds: Math.round(answer.milliseconds) })}</Text>
            {answer.traceId !== undefined && (
              <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                {t('trace')} <Code>{answer.traceId}</Code>
              </Text>
            )}
          </Group>
          {answer.problem !== undefined && <ProblemState error={answer.problem} ask={{ product, port }} />}
          {elsewhere.length > 0 && (
            <List size="sm">
              {elsewhere.map(({ pointer, message }) => (
                <List.Item key={`${pointer} ${message}`}>
                  <Code>{pointer || '/'}</Code> {message}
                </List.Item>
              ))}
            </List>
          )}
          <TraceLink body={answer.body} />
          {answer.body !== undefined &&
            (children?.(answer.body) ?? (
              <>
                <Added facts={addedFacts(answer.sent, answer.body)} />
                <CodeBlock label={t('answer')} text={JSON.stringify(answer.body, undefined, 2)} maxHeight={420} />
              </>
            ))}
        </Stack>
      )}
    </>
  );
}

/** The way from a score to where it came from. */
function TraceLink({ body }: { body: unknown }) {
  const { t } = useTranslation('try-it');
  if (typeof body !== 'object' || body === null || !('scoreId' in body) || typeof body.scoreId !== 'string')
    return null;
  return (
    <Text size="sm">
      <Link to={scorePage(body.scoreId)}>{t('traceScore')}</Link>
    </Text>
  );
}

/** What the product found out, apart from what it was told. */
function Added({ facts }: { facts: readonly AddedFact[] }) {
  if (facts.length === 0) return null;
  return (
    <Sheet>
      <Facts of={facts} />
    </Sheet>
  );
}
