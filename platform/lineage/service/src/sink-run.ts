import type { Database } from '@mesh/database';

import type { LineageEvent } from './event-check.js';

/** The run that carried an event of a topic into a dataset. */
export interface SinkRun {
  readonly runId: string;
  readonly job: { readonly namespace: string; readonly name: string };
  readonly dataset: { readonly namespace: string; readonly name: string };
  /** RFC 3339. */
  readonly completedAt: string;
}

/** Where an event stands in the log, and since when. */
export interface EventPlace {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** RFC 3339. */
  readonly since: string;
}

const MAX_RUNS = 500;

/** The first completed run that read the range of the topic with this offset in it; sinks version a topic `<partition>:<from>-<to>`. */
export async function sinkRunOf(database: Database, place: EventPlace): Promise<SinkRun | undefined> {
  const rows = await database.query<{ body: LineageEvent }>(
    `SELECT event.body FROM (
       SELECT DISTINCT run_id, event_time FROM lineage.transition JOIN lineage.edge AS read USING (job_namespace, job_name)
       WHERE read.direction = 'in' AND read.dataset_name = $1 AND event_type = 'COMPLETE' AND event_time >= $2
       ORDER BY event_time LIMIT ${MAX_RUNS}
     ) AS completed JOIN lineage.event USING (run_id, event_time) ORDER BY event_time`,
    [place.topic, place.since],
  );
  for (const { body } of rows) {
    const [dataset] = body.outputs ?? [];
    if (dataset === undefined || body.run === undefined || body.job === undefined || !readsPlace(body, place)) continue;
    return {
      runId: body.run.runId,
      job: { namespace: body.job.namespace, name: body.job.name },
      dataset: { namespace: dataset.namespace, name: dataset.name },
      completedAt: body.eventTime,
    };
  }
  return undefined;
}

/** The range counts from its first offset up to, and without, its second. */
function readsPlace({ inputs = [] }: LineageEvent, { topic, partition, offset }: EventPlace): boolean {
  return inputs.some(({ name, facets }) => {
    const range = /^(\d+):(\d+)-(\d+)$/.exec(String(facets?.['version']?.['datasetVersion']));
    if (range === null || name !== topic) return false;
    const [, inPartition, from, to] = range.map(Number);
    return inPartition === partition && from! <= offset && offset < to!;
  });
}
