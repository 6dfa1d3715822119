import type { Database } from '@mesh/database';
import { portOfTopic, type NewEvent, type Outbox } from '@mesh/events';
import { documentationFacet, jobTypeFacet, LINEAGE_TOPIC, lineageJob, versionFacet } from '@mesh/lineage';
import { EVALUATION_ACTED_TOPIC, type EvaluationActed } from '@mesh/models';

import { EVENT_SOURCE } from './event-source.js';

const MODELS_NAMESPACE = 'mesh://models';
/** Of a model; older ones are told by the log and the lineage. */
const MOST_ACTIONS = 10_000;

interface Telling {
  readonly model: number;
  readonly acted: EvaluationActed;
  /** The champion before this one: where a way back leads. */
  readonly previous: number | undefined;
}

/** Writes an action down with its event and its lineage run, in the transaction of the caller. */
export async function tellAction(
  transaction: Database,
  outbox: Outbox,
  { model, acted, previous }: Telling,
): Promise<void> {
  // What is only told, or holds as soon as it is written, is done with its line.
  const hasEffect = acted.state === 'raised' && (acted.action === 'retrain' || acted.action === 'rollback');
  const outcome =
    hasEffect && acted.action === 'rollback' && previous !== undefined ? { version: String(previous) } : null;
  await transaction.query(
    `INSERT INTO evaluation.action (id, model, at, acted, status, outcome) VALUES ($1, $2, $3, $4, $5, $6)`,
    [acted.actionId, model, acted.at, JSON.stringify(acted), hasEffect ? 'open' : 'done', JSON.stringify(outcome)],
  );
  await transaction.query(
    `DELETE FROM evaluation.action WHERE model = $1 AND status <> 'open' AND id <= (
       SELECT id FROM evaluation.action WHERE model = $1 ORDER BY id DESC OFFSET ${MOST_ACTIONS} LIMIT 1)`,
    [model],
  );
  await outbox.put(transaction, EVALUATION_ACTED_TOPIC, {
    id: acted.actionId,
    source: portOfTopic(EVALUATION_ACTED_TOPIC),
    type: EVALUATION_ACTED_TOPIC,
    time: acted.at,
    key: acted.model,
    data: acted,
  });
  for (const event of lineageEvents(acted)) await outbox.put(transaction, LINEAGE_TOPIC, event);
}

/** The action as OpenLineage tells it: a version was judged, and this followed. */
function lineageEvents(acted: EvaluationActed): readonly NewEvent[] {
  const job = lineageJob(MODELS_NAMESPACE, `watch.${acted.model}`, {
    jobType: jobTypeFacet('STREAMING', 'EVALUATION'),
  });
  const report = {
    runId: acted.actionId,
    at: acted.at,
    inputs: [{ namespace: MODELS_NAMESPACE, name: acted.model, facets: { version: versionFacet(acted.version) } }],
    outputs: [
      {
        namespace: MODELS_NAMESPACE,
        name: `${acted.model}@evaluation`,
        facets: { documentation: documentationFacet(`${acted.rule} ${acted.state}: ${acted.action}`) },
      },
    ],
  };
  return [job.start(report), job.complete(report)].map((event) => ({
    id: `${event.run.runId}-${event.eventType}`,
    source: EVENT_SOURCE,
    type: LINEAGE_TOPIC,
    time: acted.at,
    key: `job:${job.namespace}/${job.name}`,
    data: event,
  }));
}
