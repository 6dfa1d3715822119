import { useTranslation } from 'react-i18next';
import { useReadPages } from '../../../api/queries.js';
import { DataTable, QueryView, shareText, When } from '../../../design/index.js';
import { MoreButton } from '../parts/more-button.js';
import { rolloutPath, type RolloutState } from './rollout.js';

interface ChangesPage {
  readonly changes: readonly RolloutState[];
  readonly nextCursor?: string;
}

const EVERY_MS = 10_000;

/** Every change of a model's rollouts with who made it and why, the newest first. */
export function ChangesTable({ model }: { model: string }) {
  const { t } = useTranslation('rollout');
  const read = useReadPages<ChangesPage>(`${rolloutPath(model)}/changes`, {
    query: { limit: 10 },
    everyMs: EVERY_MS,
  });
  return (
    <QueryView read={read} ask={false}>
      {({ pages }) => (
        <>
          <DataTable
            caption={t('changes.title')}
            rows={pages.flatMap(({ changes }) => changes)}
            keyOf={({ revision }) => String(revision)}
            columns={[
              {
                key: 'at',
                heading: t('changes.at'),
                head: true,
                cell: ({ changedAt }) => <When at={changedAt} />,
              },
              { key: 'state', heading: t('changes.state'), cell: ({ state }) => t(`states.${state}`) },
              {
                key: 'who',
                heading: t('changes.versions'),
                cell: ({ challenger, shadow }) =>
                  [
                    challenger && t('changes.challenger', { version: challenger }),
                    shadow && t('changes.shadow', { version: shadow }),
                  ]
                    .filter(Boolean)
                    .join(', '),
              },
              { key: 'share', heading: t('share'), numeric: true, cell: ({ share }) => shareText(share) },
              { key: 'by', heading: t('by'), cell: ({ by }) => by },
              { key: 'reason', heading: t('reason'), cell: ({ reason }) => reason },
            ]}
          />
          <MoreButton of={read} />
        </>
      )}
    </QueryView>
  );
}
