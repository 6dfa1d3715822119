export { describeEventLog } from './describe-event-log.js';
export type { OpenedLog } from './harness.js';
