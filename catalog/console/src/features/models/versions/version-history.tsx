import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useReadPages } from '../../../api/queries.js';
import { DataTable, QueryView, Section, When } from '../../../design/index.js';
import { versionPath, type Alias, type ModelVersion } from '../model-version.js';
import { MoreButton } from '../parts/more-button.js';

interface Deed {
  readonly what: 'registered' | 'override requested' | 'override approved' | 'alias gained' | 'alias lost';
  readonly by: string;
  readonly at: string;
  /** The alias, or the reason of an override. */
  readonly detail?: string;
}

interface DeedsPage {
  readonly deeds: readonly Deed[];
  readonly nextCursor?: string;
}

/** What happened to a version and who did it, the newest first. */
export function VersionHistory({ of: { model, version } }: { of: ModelVersion }) {
  const { t } = useTranslation('gates');
  const read = useReadPages<DeedsPage>(`${versionPath(model, version)}/history`, { query: { limit: 10 } });
  const detailOf = ({ what, detail }: Deed) =>
    what.startsWith('alias') ? t(`models:aliases.${detail as Alias}`) : detail;
  return (
    <Section title={t('history.title')}>
      <QueryView read={read} ask={false}>
        {({ pages }) => (
          <>
            <DataTable
              caption={t('history.title')}
              rows={pages.flatMap(({ deeds }) => deeds)}
              keyOf={({ at, what }, place) => `${at} ${what} ${place}`}
              columns={[
                { key: 'at', heading: t('history.at'), head: true, cell: ({ at }) => <When at={at} /> },
                { key: 'what', heading: t('history.what'), cell: ({ what }) => t(`history.deeds.${what}`) },
                { key: 'by', heading: t('history.by'), cell: ({ by }) => by },
                {
                  key: 'detail',
                  heading: t('history.detail'),
                  cell: (deed) => (
                    <Text size="sm" maw={420}>
                      {detailOf(deed)}
                    </Text>
                  ),
                },
              ]}
            />
            <MoreButton of={read} />
          </>
        )}
      </QueryView>
    </Section>
  );
}
