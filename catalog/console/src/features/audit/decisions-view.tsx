import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataTable, EmptyState, Tag } from '../../design/index.js';
import type { Decision } from './decision.js';
import { DecisionDialog } from './decision-dialog.js';
import { ExportButton } from './export-button.js';
import classes from './audit.module.css';

const TO_THE_SECOND = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const keyOf = ({ traceId, at, port }: Decision, place: number): string => `${traceId} ${at} ${port} ${place}`;

/** Decisions as a table; each opens with all that is known of it. */
export function DecisionsView({
  decisions,
  query,
  more,
  loadingMore,
  onMore,
}: {
  decisions: readonly Decision[];
  query: Readonly<Record<string, string>>;
  more: boolean;
  loadingMore: boolean;
  onMore: () => void;
}) {
  const { t } = useTranslation('audit');
  const [opened, open] = useState<Decision>();
  if (decisions.length === 0) return <EmptyState title={t('none')} hint={t('noneHint')} />;
  return (
    <>
      <Group justify="space-between" mb="xs">
        <Text size="sm" c="dimmed" role="status">
          {t(more ? 'shownMore' : 'shown', { count: decisions.length })}
        </Text>
        <ExportButton query={query} />
      </Group>
      <DataTable
        caption={t('caption')}
        rows={decisions}
        keyOf={keyOf}
        columns={[
          {
            key: 'at',
            heading: t('at'),
            head: true,
            cell: (decision) => (
              <button type="button" className={classes.open} onClick={() => open(decision)}>
                <time dateTime={decision.at}>{TO_THE_SECOND.format(new Date(decision.at))}</time>
              </button>
            ),
          },
          { key: 'outcome', heading: t('outcome'), cell: ({ permitted }) => <Outcome permitted={permitted} /> },
          { key: 'caller', heading: t('caller'), cell: ({ caller }) => caller },
          {
            key: 'port',
            heading: t('port'),
            cell: ({ port }) => <span className={classes.urn}>{port.replace('urn:mesh:', '')}</span>,
          },
          {
            key: 'purpose',
            heading: t('purpose'),
            cell: ({ purpose }) => purpose && t(`try-it:purposes.${purpose}`, { defaultValue: purpose }),
          },
        ]}
      />
      {more && (
        <Button mt="sm" variant="default" loading={loadingMore} onClick={onMore}>
          {t('more')}
        </Button>
      )}
      <DecisionDialog decision={opened} onClose={() => open(undefined)} />
    </>
  );
}

/** Whether a call was let in. */
export function Outcome({ permitted }: { permitted: boolean }) {
  const { t } = useTranslation('audit');
  return <Tag tone={permitted ? 'good' : 'bad'}>{t(permitted ? 'permitted' : 'denied')}</Tag>;
}
