import type { EventLog } from '@mesh/events';
import { repartitionTopic } from '../reading/repartition.js';
import type { Route } from '../task/read-to-end.js';
import { keysOf, type StreamPlan } from './stream-plan.js';

/** A route with the inputs of each task, `<topic>/<partition>`. */
export interface PlannedRoute {
  readonly route: Route;
  readonly inputsOf: (partition: number) => readonly string[];
}

/**
 * Reads the sources themselves where they are keyed as the processing needs them and divided alike (co-partitioned), and
 * by way of the internal topic otherwise.
 */
export async function routeOf(log: EventLog, plan: StreamPlan): Promise<PlannedRoute> {
  const topics = plan.sources.map(({ topic }) => topic);
  const counts = await Promise.all(topics.map(async (topic) => (await log.ranges(topic)).length));
  const partitions = Math.max(...counts);
  const [key, ...others] = keysOf(plan);
  const isCoPartitioned =
    others.length === 0 &&
    plan.sources.every(({ topicKey }) => topicKey === key) &&
    counts.every((count) => count === partitions);
  if (isCoPartitioned) {
    return { route: { topics, partitions }, inputsOf: (partition) => topics.map((topic) => `${topic}/${partition}`) };
  }
  const all = topics.flatMap((topic, index) =>
    Array.from({ length: counts[index] ?? 0 }, (_, partition) => `${topic}/${partition}`),
  );
  const internal = repartitionTopic(plan);
  return { route: { topics: [internal], carrier: internal, partitions }, inputsOf: () => all };
}
