import { SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable, Facts, Section, Sheet, When } from '../../../design/index.js';
import { decimals, measureText } from '../../../design/measure-text.js';
import { CalibrationChart } from '../charts/calibration-chart.js';
import { RocChart } from '../charts/roc-chart.js';
import { SubgroupChart } from '../charts/subgroup-chart.js';
import { runPage, type ModelVersion } from '../model-version.js';
import { Hash } from '../parts/hash.js';

const CHARTS = { base: 1, md: 2 };

/** Everything that the registry knows of a version. */
export function VersionStory({ version }: { version: ModelVersion }) {
  const { t } = useTranslation('models');
  const { metrics, snapshot, signature } = version;
  return (
    <>
      <Section title={t('measures.title')}>
        <Sheet>
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
        </Sheet>
      </Section>
      <Section title={t('charts.title')}>
        <SimpleGrid cols={CHARTS}>
          <RocChart curves={[{ name: version.version, points: metrics.rocCurve }]} />
          <CalibrationChart curves={[{ name: version.version, bins: metrics.calibration.bins }]} />
        </SimpleGrid>
      </Section>
      {metrics.subgroups.length > 0 && (
        <Section title={t('charts.subgroups')}>
          <SubgroupChart subgroups={metrics.subgroups} overall={metrics.rocAuc} />
        </Section>
      )}
      <Section title={t('madeOf')}>
        <Sheet>
          <Facts
            of={[
              [t('createdAt'), <When at={version.createdAt} />],
              [t('author'), version.author],
              [t('run'), <Link to={runPage(version.runId)}>{version.runId}</Link>],
              [t('commit'), <Hash of={version.commit} />],
              [t('contractVersion'), version.contractVersion],
              [t('file'), <Hash of={version.onnxSha256} />],
              [t('snapshot'), <Hash of={snapshot.sha256} />],
              [t('rows'), t('rowsOf', { rows: snapshot.rows, training: snapshot.trainingRows })],
              [t('source'), snapshot.source],
              [t('attribution'), snapshot.attribution],
            ]}
          />
        </Sheet>
      </Section>
      <Section title={t('parameters')}>
        <DataTable
          caption={t('parameters')}
          rows={Object.entries(version.hyperparameters)}
          keyOf={([name]) => name}
          columns={[
            { key: 'name', heading: t('parameter'), head: true, cell: ([name]) => name },
            { key: 'value', heading: t('value'), cell: ([, value]) => String(value) },
          ]}
        />
      </Section>
      <Section title={t('signature')}>
        <Sheet>
          <Facts
            of={[
              [t('features'), signature.features.join(', ')],
              [
                t('inputs'),
                signature.inputs
                  .map(({ name, datatype, shape }) => `${name}: ${datatype} [${shape.join(', ')}]`)
                  .join('; '),
              ],
              [
                t('outputs'),
                signature.outputs
                  .map(({ name, datatype, shape }) => `${name}: ${datatype} [${shape.join(', ')}]`)
                  .join('; '),
              ],
            ]}
          />
        </Sheet>
      </Section>
    </>
  );
}
