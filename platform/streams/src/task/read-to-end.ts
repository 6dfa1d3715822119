import type { EventLog } from '@mesh/events';
import type { StreamPlan } from '../plan/stream-plan.js';

/** How the events of a processing come to its tasks. */
export interface Route {
  /** The topics that the tasks read: the sources, or the internal topic. */
  readonly topics: readonly string[];
  /** The group that carries events from the sources to the internal topic, where there is one. */
  readonly carrier?: string;
  readonly tasks: number;
  /** The task of a partition of these topics. */
  readonly taskOf: (partition: number) => number;
}

/** Whether everything that an input holds now has been worked into a task. */
export async function isReadToEnd(
  log: EventLog,
  plan: StreamPlan,
  route: Route,
  place: { input: string; task: number },
): Promise<boolean> {
  const { input, task } = place;
  if (route.carrier === undefined) return hasReached(log, plan.group, input);
  if (!(await hasReached(log, route.carrier, input))) return false;
  // Behind a carrier each partition is a task.
  return hasReached(log, plan.group, `${route.carrier}/${task}`);
}

/** Whether a group has committed all that a partition, `<topic>/<partition>`, holds. */
async function hasReached(log: EventLog, group: string, place: string): Promise<boolean> {
  const topic = place.slice(0, place.lastIndexOf('/'));
  const partition = Number(place.slice(place.lastIndexOf('/') + 1));
  const committed = (await log.committed(topic, group)).get(partition);
  const range = (await log.ranges(topic)).find((candidate) => candidate.partition === partition);
  if (range === undefined) return true;
  const reached = Math.max(committed ?? 0, range.earliest);
  // Offsets may be used up by what is no event, so that the end of the partition is not always an event's.
  return range.next <= reached || (await log.read(topic, partition, reached, 1)).length === 0;
}
