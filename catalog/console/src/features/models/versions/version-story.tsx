import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { DataTable, Facts, Section, Sheet, When } from '../../../design/index.js';
import { runPage, type ModelVersion } from '../model-version.js';
import { Hash } from '../parts/hash.js';
import { HeldOut } from './held-out.js';

/** Everything that the registry knows of a version. */
export function VersionStory({ version }: { version: ModelVersion }) {
  const { t } = useTranslation('models');
  const { snapshot, signature } = version;
  return (
    <>
      <HeldOut version={version.version} metrics={version.metrics} />
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
