import { Code } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable, Section, Tag } from '../../../design/index.js';
import { lineagePage } from '../links.js';
import type { ScoreTrace } from './score-trace.js';

type Source = NonNullable<ScoreTrace['training']>['sources'][number];

/** The data that went into the training, down to the files where they begin. */
export function Sources({ sources }: { sources: readonly Source[] }) {
  const { t } = useTranslation('lineage');
  return (
    <Section title={t('score.sources')}>
      <DataTable
        caption={t('score.sources')}
        rows={sources}
        keyOf={({ namespace, name }) => `${namespace}:${name}`}
        columns={[
          {
            key: 'name',
            heading: t('list.name'),
            head: true,
            cell: ({ namespace, name }) =>
              namespace === 'snapshot' ? name : <Link to={lineagePage(`dataset:${namespace}:${name}`)}>{name}</Link>,
          },
          { key: 'namespace', heading: t('facts.namespace'), cell: ({ namespace }) => namespace },
          {
            key: 'version',
            heading: t('facts.version'),
            cell: ({ version }) => version !== null && <Code title={version}>{version.slice(0, 16)}</Code>,
          },
          { key: 'description', heading: t('facts.description'), cell: ({ description }) => description },
          {
            key: 'origin',
            heading: t('score.origin'),
            cell: ({ origin }) => origin && <Tag tone="info">{t('score.beginsHere')}</Tag>,
          },
        ]}
      />
    </Section>
  );
}
