import { Group, NativeSelect, SimpleGrid } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link, useParams, useSearchParams } from 'react-router';
import { useRead } from '../../../api/queries.js';
import { EmptyState, LoadingState, PageHeader, QueryView, Section } from '../../../design/index.js';
import { CalibrationChart } from '../charts/calibration-chart.js';
import { RocChart } from '../charts/roc-chart.js';
import { modelPage, modelPath, type Model, type ModelVersion } from '../model-version.js';
import { EntryTable } from './entry-table.js';
import { parameterDifferences, signatureDifferences } from './differences.js';
import { MeasureTable } from './measure-table.js';
import { MadeOfTable } from './made-of-table.js';

const CHARTS = { base: 1, md: 2 };

/** Two versions of a model beside each other. */
export function ComparePage() {
  const { t } = useTranslation('models');
  const { model = '' } = useParams();
  const [query, setQuery] = useSearchParams();
  const read = useRead<Model>(modelPath(model));
  const choose = (side: 'left' | 'right', version: string) =>
    setQuery((before) => new URLSearchParams([...[...before].filter(([name]) => name !== side), [side, version]]), {
      replace: true,
    });
  return (
    <>
      <PageHeader
        title={t('compare.title', { model })}
        lead={<Link to={modelPage(model)}>{t('allVersions', { model })}</Link>}
      />
      <QueryView
        read={read}
        ask={false}
        loading={<LoadingState lines={10} />}
        missing={<EmptyState title={t('unknown')} hint={t('unknownHint')} />}
      >
        {({ versions }) => {
          const chosen = (side: string, usual: ModelVersion | undefined) =>
            versions.find(({ version }) => version === query.get(side)) ?? usual;
          const [left, right] = [chosen('left', versions[1] ?? versions[0]), chosen('right', versions[0])];
          const select = (side: 'left' | 'right', value: string | undefined) => (
            <NativeSelect
              label={t(`compare.${side}`)}
              value={value}
              onChange={({ currentTarget }) => choose(side, currentTarget.value)}
              data={versions.map(({ version }) => ({ value: version, label: t('versionNamed', { version }) }))}
            />
          );
          return (
            <>
              <Group mb="lg">
                {select('left', left?.version)}
                {select('right', right?.version)}
              </Group>
              {left === undefined || right === undefined || left.version === right.version ? (
                <EmptyState title={t('compare.same')} hint={t('compare.sameHint')} />
              ) : (
                <Compared left={left} right={right} />
              )}
            </>
          );
        }}
      </QueryView>
    </>
  );
}

function Compared({ left, right }: { left: ModelVersion; right: ModelVersion }) {
  const { t } = useTranslation('models');
  const { features, tensors } = signatureDifferences(left.signature, right.signature);
  const names = {
    left: t('versionNamed', { version: left.version }),
    right: t('versionNamed', { version: right.version }),
  };
  return (
    <>
      <Section title={t('measures.title')}>
        <MeasureTable left={left.metrics} right={right.metrics} names={names} />
      </Section>
      <Section title={t('charts.title')}>
        <SimpleGrid cols={CHARTS}>
          {left.metrics.outcome !== 'count' && right.metrics.outcome !== 'count' && (
            <RocChart
              curves={[
                { name: left.version, points: left.metrics.rocCurve },
                { name: right.version, points: right.metrics.rocCurve },
              ]}
            />
          )}
          <CalibrationChart
            curves={[left, right].map(({ version, metrics }) => ({ name: version, bins: metrics.calibration.bins }))}
          />
        </SimpleGrid>
      </Section>
      <Section title={t('parameters')}>
        <EntryTable
          caption={t('parameters')}
          entries={parameterDifferences(left.hyperparameters, right.hyperparameters)}
          names={names}
        />
      </Section>
      <Section title={t('madeOf')}>
        <MadeOfTable left={left} right={right} names={names} />
      </Section>
      <Section title={t('features')}>
        <EntryTable caption={t('features')} entries={features} names={names} />
      </Section>
      <Section title={t('tensors')}>
        <EntryTable caption={t('tensors')} entries={tensors} names={names} />
      </Section>
    </>
  );
}
