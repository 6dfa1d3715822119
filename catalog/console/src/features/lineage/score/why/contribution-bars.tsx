import { useTranslation } from 'react-i18next';
import { decimals } from '../../../../design/measure-text.js';
import { declaredFeature } from './explaining-port.js';
import { reachOf, type FeatureShare } from './explanation.js';
import { signed } from './signed.js';
import { useKnown } from './use-known.js';
import type { Port } from '../../../../api/product.js';
import classes from './why.module.css';

/** What each feature added, as bars to either side of nothing; each line says its number in words, too. */
export function ContributionBars({ shares, port }: { shares: readonly FeatureShare[]; port: Port }) {
  const { t } = useTranslation('why');
  const known = useKnown(port);
  const reach = reachOf(shares);
  return (
    <ul className={classes.shares} aria-label={t('shares')}>
      {shares.map((share) => (
        <li key={share.feature} className={classes.share}>
          <span>
            <span className={classes.feature}>{share.feature}</span>{' '}
            <span className={classes.known}>{known(share)}</span>
            <span className={classes.meaning}>{declaredFeature(port, share.feature)?.description}</span>
          </span>
          <Bar share={share} reach={reach} />
          <span className={classes.adds}>
            {signed(share.adds)}
            {share.error !== undefined && (
              <span className={classes.known}> {t('give', { error: decimals(share.error) })}</span>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The number beside it says the same. */
function Bar({ share: { adds, error }, reach }: { share: FeatureShare; reach: number }) {
  const size = Math.abs(adds) / reach;
  return (
    <svg className={classes.bar} viewBox="-1 0 2 1" preserveAspectRatio="none" aria-hidden>
      <rect
        className={classes[adds < 0 ? 'lowers' : 'raises']}
        x={adds < 0 ? -size : 0}
        width={size}
        y={0.2}
        height={0.6}
      />
      {error !== undefined && (
        <line className={classes.error} x1={(adds - error) / reach} x2={(adds + error) / reach} y1={0.5} y2={0.5} />
      )}
      <line className={classes.nothing} x1={0} x2={0} y1={0} y2={1} />
    </svg>
  );
}
