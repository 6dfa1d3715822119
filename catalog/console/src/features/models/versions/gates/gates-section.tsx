import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useRead } from '../../../../api/queries.js';
import { QueryView, Section, Tag } from '../../../../design/index.js';
import { versionPath, type ModelVersion } from '../../model-version.js';
import { wayOfStanding, type GateStanding } from './gate-standing.js';
import { Overrides } from './overrides.js';
import { VerdictsTable } from './verdicts-table.js';

/** What each gate said of a version, whether it may serve, and the way around for two people. */
export function GatesSection({ version }: { version: ModelVersion }) {
  const { t } = useTranslation('gates');
  const read = useRead<GateStanding>(`${versionPath(version.model, version.version)}/gates`);
  const mayServe = read.data?.mayServe;
  return (
    <Section
      title={t('title')}
      aside={
        mayServe !== undefined && <Tag tone={mayServe ? 'good' : 'bad'}>{t(mayServe ? 'mayServe' : 'mayNot')}</Tag>
      }
    >
      <QueryView read={read} ask={false}>
        {(standing) => {
          const { verdicts = [], overrides } = standing;
          const isOpen = !standing.mayServe && version.status === 'ready';
          const failed = verdicts.filter(({ passed }) => !passed).length;
          return (
            <>
              <Text mb="sm" maw={760}>
                {t(`ways.${wayOfStanding(standing, version.status)}`, { failed, count: verdicts.length })}
              </Text>
              {verdicts.length > 0 && <VerdictsTable verdicts={verdicts} />}
              {(isOpen || overrides.length > 0) && (
                <Overrides version={version} overrides={overrides} isOpen={isOpen} />
              )}
            </>
          );
        }}
      </QueryView>
    </Section>
  );
}
