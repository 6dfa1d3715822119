import { v7 as uuidv7 } from 'uuid';

import type { Database } from '@mesh/database';
import { portOfTopic, type NewEvent, type Outbox } from '@mesh/events';
import { jobTypeFacet, LINEAGE_TOPIC, lineageJob, versionFacet } from '@mesh/lineage';
import { ALIAS_MOVED_TOPIC, type Alias, type AliasMoved } from '@mesh/models';

/** Where an alias goes: to a version or, without one, away. */
export interface AliasMove {
  readonly model: string;
  readonly alias: Alias;
  readonly to: number | undefined;
  readonly from: number | undefined;
  readonly by: string;
  readonly at: string;
}

const MODELS_NAMESPACE = 'mesh://models';
const EVENT_SOURCE = 'urn:mesh:platform:models';

/** Moves an alias, remembers the move and puts its event in the outbox, all within the transaction of the caller. */
export async function moveAlias(transaction: Database, outbox: Outbox, move: AliasMove): Promise<void> {
  const { model, alias, to, from, by, at } = move;
  await (to === undefined
    ? transaction.query('DELETE FROM models.alias WHERE model = $1 AND alias = $2', [model, alias])
    : transaction.query(
        `INSERT INTO models.alias (model, alias, number) VALUES ($1, $2, $3)
         ON CONFLICT (model, alias) DO UPDATE SET number = excluded.number`,
        [model, alias, to],
      ));
  const [row] = await transaction.query<{ id: string }>(
    `INSERT INTO models.alias_move (model, alias, number, previous, moved_by, moved_at) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id`,
    [model, alias, to ?? null, from ?? null, by, at],
  );
  await outbox.put(transaction, ALIAS_MOVED_TOPIC, moveEvent(String(row?.id), move));
  for (const event of lineageEvents(move)) await outbox.put(transaction, LINEAGE_TOPIC, event);
}

/** The move as OpenLineage tells it: a version of the model became what the alias serves. */
function lineageEvents({ model, alias, to, at }: AliasMove): readonly NewEvent[] {
  if (to === undefined) return [];
  const job = lineageJob(MODELS_NAMESPACE, `promote.${model}`, { jobType: jobTypeFacet('SERVICE', 'PROMOTION') });
  const facets = { version: versionFacet(String(to)) };
  const report = {
    runId: uuidv7(),
    at,
    inputs: [{ namespace: MODELS_NAMESPACE, name: model, facets }],
    outputs: [{ namespace: MODELS_NAMESPACE, name: `${model}@${alias}`, facets }],
  };
  return [job.start(report), job.complete(report)].map((event) => ({
    id: `${event.run.runId}-${event.eventType}`,
    source: EVENT_SOURCE,
    type: LINEAGE_TOPIC,
    time: at,
    key: `job:${job.namespace}/${job.name}`,
    data: event,
  }));
}

function moveEvent(id: string, { model, alias, to, from, by, at }: AliasMove): NewEvent {
  const moveId = `alias-move-${id}`;
  const data: AliasMoved = {
    moveId,
    model,
    alias,
    ...(to === undefined ? {} : { version: String(to) }),
    ...(from === undefined ? {} : { previous: String(from) }),
    by,
    movedAt: at,
  };
  const source = portOfTopic(ALIAS_MOVED_TOPIC);
  return { id: moveId, source, type: ALIAS_MOVED_TOPIC, time: at, key: model, data };
}
