import { Button, CloseButton, Group, Stack, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Facts } from '../../../design/index.js';
import { columnsOf } from '../graph/columns.js';
import { kindOf, nameOf, type LineageNode } from '../graph/lineage-node.js';
import { KindIcon } from '../kind-icon.js';
import { lineagePage, pageOf } from '../links.js';
import { useNodeFacts } from './node-facts.js';
import type { Exploring } from './use-exploring.js';
import classes from './explorer.module.css';

const ICON = 20;

/** What is known of one node. */
export function NodeDetails({
  node,
  exploring: { column, follow, select },
  asOf,
  linksBegin,
}: {
  node: LineageNode;
  exploring: Exploring;
  asOf: string | undefined;
  linksBegin: boolean;
}) {
  const { t } = useTranslation('lineage');
  const facts = useNodeFacts(node);
  const columns = columnsOf(node);
  const page = pageOf(node);
  const kind = kindOf(node);
  const isOfLineage = node.type === 'JOB' || node.type === 'DATASET';
  return (
    <section className={classes.details} aria-label={t('details', { name: nameOf(node) })}>
      <Stack gap="md">
        <Group justify="space-between" align="flex-start" wrap="nowrap">
          <Group gap={8} wrap="nowrap" miw={0}>
            <KindIcon kind={kind} size={ICON} />
            <div>
              <Title order={2} size="h5" style={{ overflowWrap: 'anywhere' }}>
                {nameOf(node)}
              </Title>
              <Text size="sm" c="dimmed">
                {t(`kinds.${kind}`)}
              </Text>
            </div>
          </Group>
          <CloseButton aria-label={t('closeDetails')} onClick={() => select(undefined)} />
        </Group>
        <Group gap="xs">
          {page !== undefined && (
            <Button size="compact-sm" variant="default" component={Link} to={page}>
              {t('openPage')}
            </Button>
          )}
          {linksBegin && isOfLineage && (
            <Button size="compact-sm" variant="default" component={Link} to={lineagePage(node.id, asOf)}>
              {t('begin')}
            </Button>
          )}
        </Group>
        <Facts of={facts} />
        {columns.length > 0 && (
          <div>
            <Text fw={600} size="sm" mb={4}>
              {t('columns', { count: columns.length })}
            </Text>
            <Text size="sm" c="dimmed" mb={6}>
              {t('followHint')}
            </Text>
            <ul className={classes.fields} tabIndex={0} aria-label={t('columnsOf', { name: nameOf(node) })}>
              {columns.map(({ name, type }) => {
                const isFollowed = column?.node === node.id && column.column === name;
                return (
                  <li key={name}>
                    <button
                      type="button"
                      className={classes.field}
                      aria-pressed={isFollowed}
                      onClick={() => follow(isFollowed ? undefined : { node: node.id, column: name })}
                    >
                      <span>{name}</span>
                      {type !== undefined && (
                        <Text span size="xs" c={isFollowed ? undefined : 'dimmed'}>
                          {type}
                        </Text>
                      )}
                    </button>
                  </li>
                );
              })}
            </ul>
          </div>
        )}
      </Stack>
    </section>
  );
}
