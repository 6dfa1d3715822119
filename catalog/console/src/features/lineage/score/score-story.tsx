import { Code, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { productPage } from '../../../api/product.js';
import { Facts, Section, Sheet, Tag, When } from '../../../design/index.js';
import { measureText } from '../../../design/measure-text.js';
import type { ScoreTrace } from './score-trace.js';

const SHORT_HASH = 16;

/** The steps that led to a score, the latest first. */
export function ScoreStory({ trace: { score, asked, model, training, contract, landed } }: { trace: ScoreTrace }) {
  const { t } = useTranslation('lineage');
  const modelPath = `/registry/${encodeURIComponent(model.name)}`;
  const hash = (text: string | undefined) => text && <Code title={text}>{text.slice(0, SHORT_HASH)}</Code>;
  const step = (title: string, facts: readonly (readonly [string, ReactNode])[]) => (
    <Section title={title}>
      <Sheet>
        <Facts of={facts} />
      </Sheet>
    </Section>
  );
  return (
    <Stack gap={0}>
      {step(t('score.asked'), [
        [t('score.product'), <Link to={productPage(score.product)}>{score.product}</Link>],
        [t('score.contract'), contract.version],
        [t('score.at'), <When at={asked.at} />],
        [
          t('score.purpose'),
          asked.purpose === null ? undefined : t(`try-it:purposes.${asked.purpose}`, { defaultValue: asked.purpose }),
        ],
        [t('score.by'), asked.by ?? t('score.byWithheld')],
        [t('score.traceId'), asked.traceId && <Code>{asked.traceId}</Code>],
      ])}
      {step(t('score.model'), [
        [t('score.name'), <Link to={modelPath}>{model.name}</Link>],
        [
          t('score.version'),
          <>
            <Link to={`${modelPath}/versions/${encodeURIComponent(model.version)}`}>{model.version}</Link>{' '}
            {model.status === 'withdrawn' && <Tag tone="bad">{t('score.withdrawn')}</Tag>}
          </>,
        ],
        ...(model.metrics?.outcome === 'count'
          ? ([
              [t('score.devianceExplained'), measureText(model.metrics.devianceExplained)],
              [t('score.meanAbsoluteError'), measureText(model.metrics.meanAbsoluteError)],
            ] as const)
          : ([
              [t('score.rocAuc'), model.metrics && measureText(model.metrics.rocAuc)],
              [t('score.brier'), model.metrics && measureText(model.metrics.brier)],
            ] as const)),
        [t('score.file'), hash(model.onnxSha256)],
      ])}
      {training !== null &&
        step(t('score.training'), [
          [t('score.run'), <Link to={`/registry/runs/${encodeURIComponent(training.runId)}`}>{training.runId}</Link>],
          [t('score.state'), training.state && t(`runStates.${training.state}`, { defaultValue: training.state })],
          [t('score.author'), training.author],
          [t('score.commit'), <Code>{training.commit.slice(0, SHORT_HASH)}</Code>],
          [t('score.snapshot'), hash(training.snapshot.sha256)],
          [
            t('score.rows'),
            t('score.rowsOf', { rows: training.snapshot.rows, training: training.snapshot.trainingRows }),
          ],
          [t('score.source'), training.snapshot.source],
          [t('score.attribution'), training.snapshot.attribution],
        ])}
      {step(t('score.landed'), [
        [t('score.topic'), <Code>{score.topic}</Code>],
        [
          t('score.place'),
          score.offset < 0
            ? t('score.expired')
            : t('score.placeOf', { partition: score.partition, offset: score.offset }),
        ],
        [t('score.path'), landed?.path ? <Code>{landed.path}</Code> : t('score.notYet')],
        [t('score.landedAt'), landed?.run && <When at={landed.run.completedAt} />],
      ])}
    </Stack>
  );
}
