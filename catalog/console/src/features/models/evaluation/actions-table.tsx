import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useReadPages } from '../../../api/queries.js';
import { DataTable, EmptyState, QueryView, Tag, When, type Tone } from '../../../design/index.js';
import { decimals } from '../../../design/measure-text.js';
import { runPage, versionPage } from '../model-version.js';
import { MoreButton } from '../parts/more-button.js';
import { evaluationPath, type PastAction } from './evaluation.js';

interface ActionsPage {
  readonly actions: readonly PastAction[];
  readonly nextCursor?: string;
}

const EVERY_MS = 10_000;
const TONES: Readonly<Record<PastAction['action'], Tone>> = {
  alert: 'warn',
  retrain: 'info',
  rollback: 'bad',
  stop: 'bad',
};

/** What was done by rule, a line each, the newest first. */
export function ActionsTable({ model }: { model: string }) {
  const { t } = useTranslation('evaluation');
  const read = useReadPages<ActionsPage>(`${evaluationPath(model)}/actions`, {
    query: { limit: 20 },
    everyMs: EVERY_MS,
  });
  return (
    <QueryView read={read} ask={false}>
      {({ pages }) => {
        const actions = pages.flatMap((page) => page.actions);
        if (actions.length === 0) return <EmptyState title={t('actions.none')} hint={t('actions.noneHint')} />;
        return (
          <>
            <DataTable
              caption={t('actions.title')}
              rows={actions}
              keyOf={({ actionId }) => actionId}
              columns={[
                { key: 'at', heading: t('actions.at'), head: true, cell: ({ at }) => <When at={at} /> },
                { key: 'rule', heading: t('rule'), cell: ({ rule }) => rule },
                {
                  key: 'action',
                  heading: t('action'),
                  cell: ({ state, action }) =>
                    state === 'cleared' ? (
                      <Tag tone="good">{t('actions.cleared')}</Tag>
                    ) : (
                      <Tag tone={TONES[action]}>{t(`kinds.${action}`)}</Tag>
                    ),
                },
                { key: 'figure', heading: t('actions.figure'), cell: (action) => <FigureOf action={action} /> },
                {
                  key: 'version',
                  heading: t('version'),
                  cell: ({ version }) => <Link to={versionPage(model, version)}>{version}</Link>,
                },
                {
                  key: 'outcome',
                  heading: t('actions.outcome'),
                  cell: (action) => <OutcomeOf action={action} model={model} />,
                },
              ]}
            />
            <MoreButton of={read} />
          </>
        );
      }}
    </QueryView>
  );
}

function FigureOf({ action: { measure, value, triggers, clears, n, state } }: { action: PastAction }) {
  const { t } = useTranslation('evaluation');
  const name = t(`measures.${measure}`, { defaultValue: measure });
  if (value === undefined) return name;
  const bound = state === 'cleared' ? clears : triggers;
  const key = state === 'cleared' ? 'actions.cameBack' : 'actions.reached';
  return t(key, { name, value: Number.isInteger(value) ? value : decimals(value), bound, n: n ?? 0 });
}

function OutcomeOf({ action: { state, action, status, outcome = {} }, model }: { action: PastAction; model: string }) {
  const { t } = useTranslation('evaluation');
  const { runId, version, nothing, error } = outcome;
  if (runId !== undefined) return <Link to={runPage(runId)}>{t('actions.training')}</Link>;
  if (version !== undefined && status === 'done')
    return <Link to={versionPage(model, version)}>{t('actions.backTo', { version })}</Link>;
  if (nothing !== undefined) return t('actions.nothing', { why: nothing });
  if (error !== undefined) return t(status === 'failed' ? 'actions.failed' : 'actions.again', { error });
  if (state === 'cleared') return null;
  return status === 'done' ? t(`actions.done.${action}`) : t(`actions.statuses.${status}`);
}
