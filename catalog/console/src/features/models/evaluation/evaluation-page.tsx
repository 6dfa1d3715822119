import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { useRead } from '../../../api/queries.js';
import { EmptyState, LoadingState, QueryView, Section } from '../../../design/index.js';
import { CalibrationChart } from '../charts/calibration-chart.js';
import { ModelFrame } from '../parts/model-frame.js';
import { ActionsTable } from './actions-table.js';
import { DriftTable } from './drift-table.js';
import { EstimateTable } from './estimate-table.js';
import { evaluationPath, type Evaluation } from './evaluation.js';
import { GroupsTable } from './groups-table.js';
import { PastChart } from './past-chart.js';
import { PerformanceTable } from './performance-table.js';
import { RulesTable } from './rules-table.js';
import { StandingSheet } from './standing-sheet.js';

const EVERY_MS = 10_000;

/** How the champion of a model does in practice, what changed before it, and what followed by rule. */
export function EvaluationPage() {
  const { t } = useTranslation('evaluation');
  const { model = '' } = useParams();
  const read = useRead<Evaluation>(evaluationPath(model), { everyMs: EVERY_MS });
  return (
    <ModelFrame model={model}>
      <QueryView
        read={read}
        ask={false}
        loading={<LoadingState lines={8} />}
        missing={<EmptyState title={t('unwatched')} hint={t('unwatchedHint')} />}
      >
        {(found) => <Evaluated model={model} evaluation={found} />}
      </QueryView>
    </ModelFrame>
  );
}

function Evaluated({ model, evaluation }: { model: string; evaluation: Evaluation }) {
  const { t } = useTranslation('evaluation');
  const { performance, subgroups, drift, estimate, judged, version = '', watch, raised } = evaluation;
  return (
    <>
      <StandingSheet model={model} evaluation={evaluation} />
      <Section title={t('actions.title')}>
        <ActionsTable model={model} />
      </Section>
      <Section title={t('performance.title')}>
        {performance === undefined ? (
          <EmptyState
            title={t('performance.few')}
            hint={judged && t('performance.fewHint', { n: judged.n, least: judged.least })}
          />
        ) : (
          <PerformanceTable performance={performance} threshold={watch.threshold} />
        )}
      </Section>
      {performance !== undefined && (
        <Section title={t('past.title')}>
          <PastChart model={model} />
        </Section>
      )}
      {subgroups.length > 0 && (
        <Section title={t('groups.title')}>
          <GroupsTable groups={subgroups} />
        </Section>
      )}
      {performance?.calibration !== undefined && (
        <Section title={t('calibration')}>
          <CalibrationChart curves={[{ name: version, bins: performance.calibration }]} />
        </Section>
      )}
      <Section title={t('drift.title')}>
        {drift === undefined ? (
          <EmptyState title={t('drift.few')} hint={t('drift.fewHint', { least: watch.drift.least })} />
        ) : (
          <DriftTable drift={drift} />
        )}
      </Section>
      {estimate !== undefined && (
        <Section title={t('estimate.title')}>
          <EstimateTable estimate={estimate} />
        </Section>
      )}
      <Section title={t('rules.title')}>
        <RulesTable rules={watch.rules} raised={raised} />
      </Section>
    </>
  );
}
