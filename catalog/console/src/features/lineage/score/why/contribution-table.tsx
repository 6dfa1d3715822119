import { useTranslation } from 'react-i18next';
import type { Port } from '../../../../api/product.js';
import { DataTable } from '../../../../design/index.js';
import { decimals } from '../../../../design/measure-text.js';
import { declaredFeature } from './explaining-port.js';
import type { FeatureShare } from './explanation.js';
import { signed } from './signed.js';
import { useKnown } from './use-known.js';

/** What each feature added, as a table: the same as the bars. */
export function ContributionTable({ shares, port }: { shares: readonly FeatureShare[]; port: Port }) {
  const { t } = useTranslation('why');
  const known = useKnown(port);
  const hasErrors = shares.some(({ error }) => error !== undefined);
  return (
    <DataTable
      caption={t('shares')}
      rows={shares}
      keyOf={({ feature }) => feature}
      columns={[
        { key: 'feature', heading: t('feature'), head: true, cell: ({ feature }) => feature },
        { key: 'meaning', heading: t('meaning'), cell: ({ feature }) => declaredFeature(port, feature)?.description },
        { key: 'known', heading: t('known'), numeric: true, cell: known },
        { key: 'adds', heading: t('adds'), numeric: true, cell: ({ adds }) => signed(adds) },
        ...(hasErrors
          ? [
              {
                key: 'error',
                heading: t('error'),
                numeric: true,
                cell: ({ error }: FeatureShare) => error !== undefined && decimals(error),
              },
            ]
          : []),
      ]}
    />
  );
}
