export { compileForChildren, startChild, type ChildOfTest } from './child-process.js';
export { describeEventLog } from './describe-event-log.js';
export type { OpenedLog } from './harness.js';
