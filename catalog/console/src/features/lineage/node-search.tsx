import { Loader, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead } from '../../api/queries.js';
import { DataTable, EmptyState, QueryView, When } from '../../design/index.js';
import { kindOf } from './graph/lineage-node.js';
import { KindIcon } from './kind-icon.js';
import { lineagePage } from './links.js';

interface FoundNode {
  readonly type: 'DATASET' | 'JOB';
  readonly name: string;
  readonly namespace: string;
  readonly nodeId: string;
  readonly updatedAt: string;
}

interface Found {
  readonly totalCount: number;
  readonly results: readonly FoundNode[];
}

const LIMIT = 25;
const ICON = 16;
const WAIT_MS = 200;

/** Where a walk may begin: jobs and datasets by a part of their name. */
export function NodeSearch({ asOf }: { asOf: string | undefined }) {
  const { t } = useTranslation('lineage');
  const [text, setText] = useState('');
  const [q] = useDebouncedValue(text.trim(), WAIT_MS);
  const read = useRead<Found>('/api/v1/search', { query: { q, limit: LIMIT }, keep: true });
  return (
    <>
      <TextInput
        type="search"
        label={t('search.label')}
        placeholder={t('search.placeholder')}
        value={text}
        maw={520}
        mb="md"
        onChange={({ currentTarget }) => setText(currentTarget.value)}
        leftSection={<IconSearch size={ICON} aria-hidden />}
        rightSection={read.isFetching ? <Loader size="xs" /> : undefined}
      />
      <QueryView read={read} ask={false}>
        {({ totalCount, results }) =>
          results.length === 0 ? (
            <EmptyState title={t(q === '' ? 'search.nothing' : 'search.none')} hint={t('search.hint')} />
          ) : (
            <>
              <Text size="sm" c="dimmed" mb="xs" role="status">
                {t('search.found', { count: totalCount, shown: results.length })}
              </Text>
              <DataTable
                caption={t('search.caption')}
                rows={results}
                keyOf={({ nodeId }) => nodeId}
                columns={[
                  {
                    key: 'name',
                    heading: t('list.name'),
                    head: true,
                    cell: ({ name, nodeId }) => <Link to={lineagePage(nodeId, asOf)}>{name}</Link>,
                  },
                  {
                    key: 'kind',
                    heading: t('list.kind'),
                    cell: (found) => {
                      const kind = kindOf({ type: found.type, data: { namespace: found.namespace } });
                      return (
                        <>
                          <KindIcon kind={kind} size={ICON} /> {t(`kinds.${kind}`)}
                        </>
                      );
                    },
                  },
                  { key: 'namespace', heading: t('facts.namespace'), cell: ({ namespace }) => namespace },
                  { key: 'updatedAt', heading: t('facts.lastSeen'), cell: ({ updatedAt }) => <When at={updatedAt} /> },
                ]}
              />
            </>
          )
        }
      </QueryView>
    </>
  );
}
