import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Facts, Section, Sheet } from '../../../design/index.js';
import { decimals, measureText } from '../../../design/measure-text.js';
import { CalibrationChart } from '../charts/calibration-chart.js';
import { CountGroups } from '../charts/count-groups.js';
import { RocChart } from '../charts/roc-chart.js';
import { SubgroupChart } from '../charts/subgroup-chart.js';
import type { CountMetrics, Metrics, ProbabilityMetrics } from '../metrics.js';

const CHARTS = { base: 1, md: 2 };

/** How a version did on cases that it never saw. */
export function HeldOut({ version, metrics }: { version: string; metrics: Metrics }) {
  const { t } = useTranslation('models');
  const isCount = metrics.outcome === 'count';
  return (
    <>
      <Section title={t('measures.title')}>
        <Sheet>{isCount ? <CountFacts of={metrics} /> : <ProbabilityFacts of={metrics} />}</Sheet>
      </Section>
      <Section title={t('charts.title')}>
        <SimpleGrid cols={CHARTS}>
          {!isCount && <RocChart curves={[{ name: version, points: metrics.rocCurve }]} />}
          <CalibrationChart curves={[{ name: version, bins: metrics.calibration.bins }]} />
        </SimpleGrid>
      </Section>
      {metrics.subgroups.length > 0 && (
        <Section title={t('charts.subgroups')}>
          {isCount ? (
            <CountGroups subgroups={metrics.subgroups} overall={metrics.devianceExplained} />
          ) : (
            <SubgroupChart subgroups={metrics.subgroups} overall={metrics.rocAuc} />
          )}
        </Section>
      )}
    </>
  );
}

function ProbabilityFacts({ of: metrics }: { of: ProbabilityMetrics }) {
  const { t } = useTranslation('models');
  return (
    <Facts
      of={[
        [t('measures.rocAuc'), measureText(metrics.rocAuc)],
        [t('measures.brier'), measureText(metrics.brier)],
        [t('measures.calibration'), decimals(metrics.calibration.expectedError)],
        [
          t('measures.crossValidatedRocAuc'),
          metrics.crossValidatedRocAuc !== undefined && decimals(metrics.crossValidatedRocAuc),
        ],
        [t('measures.n'), metrics.rocAuc.n],
      ]}
    />
  );
}

function CountFacts({ of: metrics }: { of: CountMetrics }) {
  const { t } = useTranslation('models');
  return (
    <Facts
      of={[
        [t('measures.devianceExplained'), measureText(metrics.devianceExplained)],
        [t('measures.meanPoissonDeviance'), measureText(metrics.meanPoissonDeviance)],
        [t('measures.meanPoissonDevianceOfMean'), measureText(metrics.meanPoissonDevianceOfMean)],
        [t('measures.meanAbsoluteError'), measureText(metrics.meanAbsoluteError)],
        [t('measures.calibrationOfCounts'), decimals(metrics.calibration.expectedError)],
        [t('measures.n'), metrics.devianceExplained.n],
      ]}
    />
  );
}
