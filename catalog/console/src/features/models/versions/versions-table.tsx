import { Button, Group, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable, When, type Column } from '../../../design/index.js';
import { decimals, measureText } from '../../../design/measure-text.js';
import { comparePage, versionPage, type Model, type ModelVersion } from '../model-version.js';
import { AliasTags } from '../parts/alias-tags.js';

/** The versions of a model, the newest first, and the way to compare two of them. */
export function VersionsTable({ model: { model, versions, aliases } }: { model: Model }) {
  const { t } = useTranslation('models');
  const ofProbabilities: readonly Column<ModelVersion>[] = [
    {
      key: 'rocAuc',
      heading: t('measures.rocAuc'),
      cell: ({ metrics }) => metrics.outcome !== 'count' && measureText(metrics.rocAuc),
    },
    {
      key: 'brier',
      heading: t('measures.brier'),
      cell: ({ metrics }) => metrics.outcome !== 'count' && measureText(metrics.brier),
    },
  ];
  const ofCounts: readonly Column<ModelVersion>[] = [
    {
      key: 'devianceExplained',
      heading: t('measures.devianceExplained'),
      cell: ({ metrics }) => metrics.outcome === 'count' && measureText(metrics.devianceExplained),
    },
    {
      key: 'meanAbsoluteError',
      heading: t('measures.meanAbsoluteError'),
      cell: ({ metrics }) => metrics.outcome === 'count' && measureText(metrics.meanAbsoluteError),
    },
  ];
  return (
    <>
      <DataTable
        caption={t('versionsOf', { model })}
        rows={versions}
        keyOf={({ version }) => version}
        columns={[
          {
            key: 'version',
            heading: t('version'),
            head: true,
            cell: (version) => (
              <Group gap={6} wrap="nowrap">
                <Link to={versionPage(model, version.version)}>{version.version}</Link>
                <AliasTags of={version} aliases={aliases} />
              </Group>
            ),
          },
          ...(versions.some(({ metrics }) => metrics.outcome !== 'count') ? ofProbabilities : []),
          ...(versions.some(({ metrics }) => metrics.outcome === 'count') ? ofCounts : []),
          {
            key: 'calibration',
            heading: t('measures.calibration'),
            numeric: true,
            cell: ({ metrics }) => decimals(metrics.calibration.expectedError),
          },
          { key: 'author', heading: t('author'), cell: ({ author }) => author },
          { key: 'createdAt', heading: t('createdAt'), cell: ({ createdAt }) => <When at={createdAt} /> },
        ]}
      />
      {versions.length > 1 && (
        <Comparing model={model} versions={versions.map(({ version }) => version)} usual={aliases.champion} />
      )}
    </>
  );
}

/** Two versions chosen to be compared. */
function Comparing({
  model,
  versions,
  usual,
}: {
  model: string;
  versions: readonly string[];
  usual: string | undefined;
}) {
  const { t } = useTranslation('models');
  const [left, setLeft] = useState(usual ?? versions.at(-1) ?? '');
  const [right, setRight] = useState(versions.find((version) => version !== left) ?? '');
  const select = (side: 'left' | 'right', value: string, choose: (version: string) => void) => (
    <NativeSelect
      label={t(`compare.${side}`)}
      value={value}
      onChange={({ currentTarget }) => choose(currentTarget.value)}
      data={versions.map((version) => ({ value: version, label: t('versionNamed', { version }) }))}
    />
  );
  return (
    <Group mt="sm" align="flex-end">
      {select('left', left, setLeft)}
      {select('right', right, setRight)}
      <Button variant="default" component={Link} to={comparePage(model, left, right)}>
        {t('compare.open', { left, right })}
      </Button>
    </Group>
  );
}
