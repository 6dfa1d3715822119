import type { EventStore } from '@mesh/events';
import { StreamErrors } from '../streams.errors.js';
import type { StreamPlan } from './stream-plan.js';

/** What the state depends on: with another one it would say something else than it did. */
function shapeOf(plan: StreamPlan): string {
  const sources = plan.sources.map(({ topic, at }) => ({ topic, at }));
  return JSON.stringify(
    plan.kind === 'windowed'
      ? { sources, key: plan.key, sizeMs: plan.sizeMs, everyMs: plan.everyMs, aggregates: plan.aggregates }
      : { sources, on: plan.on, withinMs: plan.withinMs, beforeMs: plan.beforeMs, select: plan.select },
  );
}

/** Refuses to go on with the state of a processing that was declared otherwise. */
export async function shapeIsKept(store: EventStore, plan: StreamPlan): Promise<void> {
  const shape = shapeOf(plan);
  await store.query('INSERT INTO streams.processings (group_name, shape) VALUES ($1, $2) ON CONFLICT DO NOTHING', [
    plan.group,
    shape,
  ]);
  const [kept] = await store.query<{ shape: string }>('SELECT shape FROM streams.processings WHERE group_name = $1', [
    plan.group,
  ]);
  if (kept?.shape !== shape) throw StreamErrors.DECLARATION_CHANGED({ processing: plan.group });
}
