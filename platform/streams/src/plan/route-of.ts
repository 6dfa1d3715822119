import type { EventLog } from '@mesh/events';
import { repartitionTopic } from '../reading/repartition.js';
import type { Route } from '../task/read-to-end.js';
import { keysOf, type StreamPlan } from './stream-plan.js';

/** A route with the inputs of each task, `<topic>/<partition>`. */
export interface PlannedRoute {
  readonly route: Route;
  readonly inputsOf: (task: number) => readonly string[];
}

/**
 * Reads the sources themselves where they are keyed as the processing needs them and divided alike (co-partitioned), each
 * partition for a task. Otherwise the windows of many tasks are fed by way of the internal topic, and a join has one task
 * for all partitions: what waits for a partner is only put down, which costs less than to carry it to where it waits.
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
    const inputsOf = (task: number): readonly string[] => topics.map((topic) => `${topic}/${task}`);
    return { route: { topics, tasks: partitions, taskOf: (partition) => partition }, inputsOf };
  }
  const all = topics.flatMap((topic, index) =>
    Array.from({ length: counts[index] ?? 0 }, (_, partition) => `${topic}/${partition}`),
  );
  if (plan.kind === 'joined') return { route: { topics, tasks: 1, taskOf: () => 0 }, inputsOf: () => all };
  const carrier = repartitionTopic(plan);
  return {
    route: { topics: [carrier], carrier, tasks: partitions, taskOf: (partition) => partition },
    inputsOf: () => all,
  };
}
