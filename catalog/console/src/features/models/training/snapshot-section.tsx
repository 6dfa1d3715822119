import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useRead } from '../../../api/queries.js';
import { countText, EmptyState, Facts, QueryView, Section, shareText, Sheet, When } from '../../../design/index.js';
import { runPage } from '../model-version.js';
import { Hash } from '../parts/hash.js';
import { snapshotPath } from './run.js';

interface Snapshot {
  readonly sha256: string;
  readonly source: string;
  readonly query: { readonly columns: readonly string[]; readonly label: string };
  readonly split: { readonly by: string; readonly heldOutShare: number; readonly seed: number };
  readonly rows: number;
  readonly trainingRows: number;
  readonly madeAt: string;
  readonly firstRun: string;
}

/** What a run learnt from: where the rows came from and how they were split. */
export function SnapshotSection({ sha256 }: { sha256: string }) {
  const { t } = useTranslation('training');
  const read = useRead<Snapshot>(snapshotPath(sha256));
  return (
    <Section title={t('snapshot.title')}>
      <QueryView read={read} ask={false} missing={<EmptyState title={t('snapshot.unknown')} />}>
        {({ source, query, split, rows, trainingRows, madeAt, firstRun }) => (
          <Sheet>
            <Facts
              of={[
                [t('models:snapshot'), <Hash of={sha256} />],
                [t('models:source'), source],
                [t('snapshot.columns'), query.columns.join(', ')],
                [t('snapshot.label'), query.label],
                [t('models:rows'), t('models:rowsOf', { rows: countText(rows), training: countText(trainingRows) })],
                [
                  t('snapshot.split'),
                  t('snapshot.splitBy', {
                    by: t(`snapshot.ways.${split.by}`, { defaultValue: split.by }),
                    share: shareText(split.heldOutShare),
                    seed: split.seed,
                  }),
                ],
                [t('snapshot.madeAt'), <When at={madeAt} />],
                [t('snapshot.firstRun'), <Link to={runPage(firstRun)}>{firstRun}</Link>],
              ]}
            />
          </Sheet>
        )}
      </QueryView>
    </Section>
  );
}
