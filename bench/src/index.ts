export { LatencyHistogram } from './load/latency-histogram.js';
export { HEART_READING } from './load/heart-reading.js';
export type { LoadFigures, LoadPlan } from './load/load-plan.js';
export { startLoad, type RunningLoad } from './load/start-load.js';
export { SyntheticProducts } from './catalog/synthetic-products.js';
export { Seeded } from './catalog/seeded.js';
