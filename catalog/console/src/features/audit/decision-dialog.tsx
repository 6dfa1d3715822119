import { Code, List, Stack, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead } from '../../api/queries.js';
import { Dialog, Facts, LoadingState, When } from '../../design/index.js';
import { scorePage } from '../lineage/index.js';
import type { Decision } from './decision.js';
import { Outcome } from './decisions-view.js';

interface ScoresOfTrace {
  readonly scores: readonly { readonly scoreId: string; readonly product: string; readonly scoredAt: string }[];
}

/** Everything about one decision, with the scores that the call made. */
export function DecisionDialog({ decision, onClose }: { decision: Decision | undefined; onClose: () => void }) {
  const { t } = useTranslation('audit');
  return (
    <Dialog opened={decision !== undefined} onClose={onClose} title={t('details')} size="lg">
      {decision !== undefined && (
        <Stack>
          <Facts
            of={[
              [t('outcome'), <Outcome permitted={decision.permitted} />],
              [t('at'), <When at={decision.at} />],
              [t('caller'), decision.caller],
              [
                t('purpose'),
                decision.purpose &&
                  t('purposeOption', {
                    code: decision.purpose,
                    name: t(`try-it:purposes.${decision.purpose}`, { defaultValue: decision.purpose }),
                  }),
              ],
              [t('port'), decision.port],
              [t('rule'), decision.rule],
              [t('trace'), <Code>{decision.traceId}</Code>],
              [t('exactTime'), <Code>{decision.at}</Code>],
            ]}
          />
          {decision.permitted && <ScoresMade traceId={decision.traceId} at={decision.at} />}
        </Stack>
      )}
    </Dialog>
  );
}

function ScoresMade({ traceId, at }: { traceId: string; at: string }) {
  const { t } = useTranslation('audit');
  const read = useRead<ScoresOfTrace>('/lineage/scores', { query: { traceId, at } });
  if (read.isPending) return <LoadingState lines={1} />;
  const scores = read.data?.scores ?? [];
  if (scores.length === 0)
    return (
      <Text size="sm" c="dimmed">
        {t('noScores')}
      </Text>
    );
  return (
    <div>
      <Text fw={600} size="sm">
        {t('scores')}
      </Text>
      <List size="sm">
        {scores.map(({ scoreId, product }) => (
          <List.Item key={scoreId}>
            <Link to={scorePage(scoreId)}>{scoreId}</Link> {t('scoreOf', { product })}
          </List.Item>
        ))}
      </List>
    </div>
  );
}
