export { planProcessing, type CheckOf } from './plan/plan-processing.js';
export type { JoinPlan, PlannedSink, PlannedSource, StreamPlan, WindowPlan } from './plan/stream-plan.js';
export { repartitionTopic } from './reading/repartition.js';
export { OUTBOX_TABLE, STREAMS_MIGRATIONS } from './schema.js';
export { StreamProcessor, type StreamParts } from './stream-processor.js';
export { StreamErrors } from './streams.errors.js';
export { progressOf, type StreamProgress } from './task/progress.js';
