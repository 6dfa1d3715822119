import { randomUUID } from 'node:crypto';
import type { Database } from '@mesh/database';
import { portOfTopic, type Outbox } from '@mesh/events';
import { STANDING_TOPIC, type ModelStanding } from '@mesh/models';

import type { EvaluationSettings } from '../evaluation-options.js';
import type { WatchedModel } from '../watching/watched-model.js';
import type { Standing } from './champion.js';
import type { ModelReport } from './figures.js';

const MOST_LINES = 10_000;

interface Keeping {
  readonly watched: WatchedModel;
  readonly report: ModelReport;
  readonly standing: Standing;
  readonly evaluator: string;
}

/** Keeps a report as the latest and, from time to time, as a line of the history; tells services what concerns them. */
export async function keepFigures(
  transaction: Database,
  { outbox, settings }: { readonly outbox: Outbox; readonly settings: EvaluationSettings },
  { watched, report, standing, evaluator }: Keeping,
): Promise<void> {
  await transaction.query('UPDATE evaluation.model SET latest = $2, evaluator = $3 WHERE id = $1', [
    ...[watched.id, JSON.stringify(report), evaluator],
  ]);
  if (standing.champion === undefined) return;
  await keepLine(transaction, watched.id, report, settings.historyMs);
  const { at, ...told }: ModelStanding = {
    model: report.model,
    version: String(standing.champion),
    state: report.serving,
    ...(report.performance?.rocAuc && { rocAuc: report.performance.rocAuc }),
    at: report.at,
  };
  const changed = await transaction.query(
    'UPDATE evaluation.model SET told = $2 WHERE id = $1 AND told IS DISTINCT FROM $2::jsonb RETURNING 1',
    [watched.id, JSON.stringify(told)],
  );
  if (changed.length === 0) return;
  const standingId = randomUUID();
  await outbox.put(transaction, STANDING_TOPIC, {
    id: standingId,
    source: portOfTopic(STANDING_TOPIC),
    type: STANDING_TOPIC,
    time: at,
    key: report.model,
    data: { standingId, ...told, at } satisfies ModelStanding,
  });
}

async function keepLine(transaction: Database, model: number, report: ModelReport, historyMs: number): Promise<void> {
  const { performance, drift, estimate, judged, serving, raised } = report;
  const { calibration: _, ...figures } = performance ?? { calibration: [] };
  const line = {
    ...{ judged: judged.n, serving, raised },
    ...(performance && { performance: figures }),
    ...(drift && {
      drift: {
        scores: drift.scores,
        driftedInputs: drift.inputs.filter(({ drifted }) => drifted).map(({ name }) => name),
        ...(drift.score?.psi !== undefined && { scorePsi: drift.score.psi }),
        psi: Object.fromEntries(drift.inputs.map(({ name, psi }) => [name, psi])),
      },
    }),
    ...(estimate && { estimate: { isEstimate: true, n: estimate.n, rocAuc: estimate.rocAuc } }),
  };
  const added = await transaction.query<{ id: string }>(
    `INSERT INTO evaluation.measured (model, at, version, figures) SELECT $1, $2::timestamptz, $3, $4::jsonb
     WHERE NOT EXISTS (SELECT 1 FROM (
       SELECT at, version, figures FROM evaluation.measured WHERE model = $1 ORDER BY id DESC LIMIT 1
     ) newest WHERE version = $3 AND (at > $2::timestamptz - make_interval(secs => $5::float8 / 1000)
       AND figures -> 'raised' = $4::jsonb -> 'raised' OR figures = $4::jsonb))
     RETURNING id`,
    [model, report.at, Number(report.version), JSON.stringify(line), historyMs],
  );
  if (added.length > 0)
    await transaction.query(
      `DELETE FROM evaluation.measured WHERE model = $1 AND id < (
         SELECT id FROM evaluation.measured WHERE model = $1 ORDER BY id DESC OFFSET ${MOST_LINES} LIMIT 1)`,
      [model],
    );
}
