import { useTranslation } from 'react-i18next';
import type { Port } from '../../../../api/product.js';
import { readableUnit } from '../../../../design/index.js';
import { declaredFeature } from './explaining-port.js';
import type { FeatureShare } from './explanation.js';

/** What was known of a feature when it was scored, with the unit that the port declares. */
export function useKnown(port: Port): (share: FeatureShare) => string {
  const { t } = useTranslation(['why', 'design']);
  return ({ feature, known }) => {
    if (known === undefined || known === null) return t('notMeasured');
    const unit = declaredFeature(port, feature)?.unit;
    if (unit === undefined) return String(known);
    return `${String(known)} ${readableUnit(unit, (key, other) => t(`design:units.${key}`, other))}`.trim();
  };
}
