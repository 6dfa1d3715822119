import { useTranslation } from 'react-i18next';
import type { ModelVersion } from '../model-version.js';
import { EntryTable } from './entry-table.js';
import { parameterDifferences } from './differences.js';

/** What two versions were made of. */
export function MadeOfTable({
  left,
  right,
  names,
}: {
  left: ModelVersion;
  right: ModelVersion;
  names: { readonly left: string; readonly right: string };
}) {
  const { t } = useTranslation('models');
  const told = ({ snapshot, commit, author, contractVersion }: ModelVersion) => ({
    [t('snapshot')]: snapshot.sha256,
    [t('rows')]: t('rowsOf', { rows: snapshot.rows, training: snapshot.trainingRows }),
    [t('source')]: snapshot.source,
    [t('commit')]: commit,
    [t('author')]: author,
    [t('contractVersion')]: contractVersion,
  });
  return <EntryTable caption={t('madeOf')} entries={parameterDifferences(told(left), told(right))} names={names} />;
}
